// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Simulation;

/// <summary>Runs seeds one after another in this process.</summary>
internal static class Worker
{
    public const string SeedsPrefix = "seeds ";
    public const string FaultPrefix = "fault ";

    public static async Task<int> RunAsync(SimulationOptions options)
    {
        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
        {
            await Console.Error.WriteLineAsync("A worker needs one pool thread. Set the environment variable DOTNET_PROCESSOR_COUNT to 1.");
            return 2;
        }

        var faults = new Dictionary<string, int>();
        int failed = options.Seed is { } seed ? await ReplayAsync(seed, options.Repeat, faults) : await SearchAsync(options, faults);
        return failed > 0 ? 1 : 0;
    }

    private static async Task<int> ReplayAsync(int seed, int repeat, Dictionary<string, int> faults)
    {
        int failed = 0;
        for (int i = 0; i < repeat; i++)
        {
            IReadOnlyList<string> violations = await Simulator.RunAsync(seed, faults);
            failed += violations.Count > 0 ? 1 : 0;
            foreach (string violation in failed == 1 ? violations : [])
            {
                Console.WriteLine($"seed {seed}: {violation}");
            }
        }

        Console.WriteLine($"seed {seed} failed {failed} of {repeat} times");
        return failed;
    }

    private static async Task<int> SearchAsync(SimulationOptions options, Dictionary<string, int> faults)
    {
        int failed = 0;
        int ran = 0;
        for (int seed = options.First; ran < options.Runs && failed < options.StopAfter; seed += options.Step, ran++)
        {
            IReadOnlyList<string> violations = await Simulator.RunAsync(seed, faults);
            if (violations.Count > 0)
            {
                failed++;
                Console.WriteLine($"seed {seed}: {violations[0]}{(violations.Count > 1 ? $" (and {violations.Count - 1} more)" : "")}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SeedsPrefix}{ran} {failed}"));
        foreach ((string fault, int count) in faults)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FaultPrefix}{count} {fault}"));
        }

        return failed;
    }
}
