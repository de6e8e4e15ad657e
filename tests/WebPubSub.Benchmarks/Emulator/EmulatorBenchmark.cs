// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using WebPubSub.Benchmarks.Fanout;
using WebPubSub.Emulator;

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>A benchmark of the emulator: the round trip of an event, the time to start, and the number of Azure units whose load it sustains.</summary>
internal static class EmulatorBenchmark
{
    private const int Rounds = 9;
    private const int Calls = 2000;

    public static async Task RunAsync(string portableTool, string nativeTool)
    {
        await CompareRoundTripsAsync();
        await MeasureStartsInProcessAsync();
        await MeasureToolAsync(portableTool, nativeTool);
        await UnitBenchmark.RunAsync();
    }

    // Measures the sides in turn, so that the noise of the machine affects each of them. Prints the medians of the rounds.
    private static async Task CompareRoundTripsAsync()
    {
        using FanoutSide emulator = await FanoutSide.StartAsync("emulator");
        using FanoutSide exchange = await FanoutSide.StartAsync("exchange");
        using FanoutSide signalR = await FanoutSide.StartAsync("signalr");
        FanoutSide[] sides = [emulator, exchange, signalR];
        List<double>[] medians = [[], [], []];
        List<double>[] worst = [[], [], []];
        for (int round = -2; round < Rounds; round++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                double[] times = await sides[side].MeasureRoundTripsAsync(Calls);
                if (round >= 0)
                {
                    medians[side].Add(times[times.Length / 2]);
                    worst[side].Add(times[times.Length * 99 / 100]);
                }
            }
        }

        double[] p50 = [.. medians.Select(Median)];
        Ratio.Print("event, times a call", p50[0], p50[2], "µs, at most 3 times a call of a SignalR hub");
        Ratio.Print("event, speed", p50[1], p50[0], "µs, at least 0.75 of the same exchange of bare Kestrel, HttpClient and an endpoint");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"p99 in µs: event {Median(worst[0]):0}, bare exchange {Median(worst[1]):0}, SignalR call {Median(worst[2]):0}"));
    }

    private static async Task MeasureStartsInProcessAsync()
    {
        double[] times = new double[21];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"start in a process: the first {times[0]:0} ms, the following {Median(times[1..]):0.0} ms (at most 20), the slowest of them {times[1..].Max():0.0} ms"));
    }

    private static async Task MeasureToolAsync(string portableTool, string nativeTool)
    {
        ToolStart portable = await ToolStart.MeasureAsync(portableTool);
        ToolStart native = await ToolStart.MeasureAsync(nativeTool);
        Ratio.Print("tool, start", native.Milliseconds, portable.Milliseconds, "ms to the first accepted connection, native of portable, at most 0.50");
        Ratio.Print("tool, idle", native.Megabytes, portable.Megabytes, "MB of working set, native of portable, at most 0.50");
    }

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
