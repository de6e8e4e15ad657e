// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Benchmarks.Start;

/// <summary>A benchmark of the time that a developer waits: from <c>dotnet run</c> of a sample to its first chat message, and the cost of the emulator inside an application.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync(int rounds)
    {
        string artifacts = Path.Combine(Path.GetTempPath(), $"webpubsub-start-{Environment.ProcessId}");
        try
        {
            await MeasureSampleAsync(Sample.ChatApp(artifacts), rounds, secondsWithBuild: 10, secondsWithoutBuild: 3);
            await MeasureSampleAsync(Sample.Aspire(artifacts), rounds, secondsWithBuild: 20, secondsWithoutBuild: 8);
            await EmulatorStart.MeasureAsync(artifacts, Math.Max(10, 2 * rounds));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted && sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static async Task MeasureSampleAsync(Sample sample, int rounds, double secondsWithBuild, double secondsWithoutBuild)
    {
        // The developer's compiler server may run already, so the first build is not measured.
        await sample.RestoreAsync();
        await sample.BuildAsync();

        List<StartParts> withBuild = [];
        List<StartParts> withoutBuild = [];
        for (int round = 0; round < rounds; round++)
        {
            await sample.RestoreAsync();
            withBuild.Add(await sample.StartAsync(build: true));
            withoutBuild.Add(await sample.StartAsync(build: false));
        }

        Print($"{sample.Name} with build", withBuild, secondsWithBuild);
        Print($"{sample.Name} without build", withoutBuild, secondsWithoutBuild);
    }

    private static void Print(string what, List<StartParts> runs, double budget)
    {
        double total = Median(runs.Select(run => run.Total.TotalSeconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-30} {total,7:0.00} s to the first message (at most {budget:0} s: {(total <= budget ? "met" : "NOT MET")}; {runs.Min(run => run.Total.TotalSeconds):0.00} to {runs.Max(run => run.Total.TotalSeconds):0.00} s)"));
        PrintPart("until the program starts", runs, run => run.Build);
        PrintPart("until it answers", runs, run => run.Answer);
        PrintPart("until a client is connected", runs, run => run.Connect);
        PrintPart("until its message arrives", runs, run => run.Message);
    }

    private static void PrintPart(string part, List<StartParts> runs, Func<StartParts, TimeSpan> time) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"  {part,-28} {Median(runs.Select(run => time(run).TotalSeconds)),7:0.00} s"));
}
