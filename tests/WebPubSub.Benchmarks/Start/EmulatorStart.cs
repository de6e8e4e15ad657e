// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace WebPubSub.Benchmarks.Start;

/// <summary>Compares the start of the chat sample with the emulator to its start with a connection string. Both are in the Development environment.</summary>
internal static class EmulatorStart
{
    private const double MaxMilliseconds = 150;

    public static async Task MeasureAsync(string artifacts, int rounds)
    {
        Sample sample = Sample.ChatApp(artifacts);
        await sample.RestoreAsync();
        await sample.BuildReleaseAsync(); // the package of the emulator has the Release configuration
        string program = Path.Combine(artifacts, "bin", "ChatApp", "release", "ChatApp");

        List<double> with = [];
        List<double> without = [];
        for (int round = -1; round < rounds; round++)
        {
            double withEmulator = await StartAsync(program, emulator: true);
            double withoutEmulator = await StartAsync(program, emulator: false);
            if (round >= 0)
            {
                with.Add(withEmulator);
                without.Add(withoutEmulator); // the first round is a warm-up
            }
        }

        double difference = StartBenchmark.Median(with.Zip(without, (ours, bare) => ours - bare));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"emulator inside an app",-30} {difference,7:0} ms later until the app answers (at most {MaxMilliseconds:0} ms: {(difference <= MaxMilliseconds ? "met" : "NOT MET")}; {StartBenchmark.Median(with):0} ms instead of {StartBenchmark.Median(without):0} ms)"));
    }

    private static async Task<double> StartAsync(string program, bool emulator)
    {
        Uri page = Sample.FindFreeAddress();
        Dictionary<string, string> environment = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = page.OriginalString };
        if (!emulator)
        {
            environment["ConnectionStrings__WebPubSub"] = "Endpoint=http://127.0.0.1:9;AccessKey=QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=;"; // the start calls no service
        }

        long start = Stopwatch.GetTimestamp();
        using SampleProcess process = SampleProcess.Start(program, [], environment, Path.Combine(Sample.Root, "samples", "ChatApp"));
        await Page.WaitAsync(page, process);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await process.StopAsync();
        return milliseconds;
    }
}
