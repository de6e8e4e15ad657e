// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Presence.Simulation;

/// <summary>Runs seeds one after the other, and prints a line for each.</summary>
internal static class SeedRunner
{
    public static async Task<int> RunAsync(SimulationOptions options)
    {
        int failed = 0;
        TimeSpan slowest = TimeSpan.Zero;
        for (int seed = options.First; seed < options.First + options.Runs; seed++)
        {
            SeedResult result = await SeedRun.RunAsync(seed, options);
            Console.WriteLine($"seed {Text(seed)}: {result.Description}");
            foreach (string violation in result.Violations)
            {
                Console.WriteLine($"  violation: {violation}");
            }

            failed += result.Violations.Count > 0 ? 1 : 0;
            slowest = result.EqualAfter > slowest ? result.EqualAfter : slowest;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{options.Runs} seeds, {failed} failed; slowest: equal after {slowest.TotalSeconds:0.0} s of {SeedRun.Limit.TotalSeconds:0}"));
        return failed > 0 ? 1 : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
