// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Benchmarks.Fanout;

/// <summary>A comparison of the emulator with a bare Kestrel WebSocket loop and a SignalR hub: fan-out and idle memory.</summary>
internal static class FanoutBenchmark
{
    private const int Clients = 1000;
    private const int IdleClients = 10_000;
    private const int WarmRounds = 3; // the JIT compiler needs this long to optimize the hot code

    /// <summary>Gets the text of 100 bytes that is published.</summary>
    public static string Text { get; } = new('x', 100);

    public static async Task RunAsync()
    {
        await CompareRatesAsync();
        await CompareMemoryAsync();
    }

    private static async Task CompareRatesAsync()
    {
        using FanoutSide bare = await FanoutSide.StartAsync("bare");
        using FanoutSide signalR = await FanoutSide.StartAsync("signalr");
        using FanoutSide json = await FanoutSide.StartAsync("emulator");
        using FanoutSide reliable = await FanoutSide.StartAsync("emulator", isReliable: true);
        FanoutSide[] sides = [bare, signalR, json, reliable];
        foreach (FanoutSide side in sides)
        {
            await side.ConnectAsync(Clients);
        }

        for (int round = 0; round < WarmRounds; round++)
        {
            foreach (FanoutSide side in sides)
            {
                await side.MeasureAsync();
            }
        }

        Measurement[] medians = await Measurement.CompareAsync([.. sides.Select(side => (Func<Task<Measurement>>)side.MeasureAsync)]);
        double[] rates = [.. medians.Select(median => median.PerSecond)];
        Ratio.Print("fan-out, JSON", rates[2], rates[0], "at least 1.00 of a bare Kestrel WebSocket loop");
        Ratio.Print("fan-out, JSON", rates[2], rates[1], "at least 1.20 of a SignalR hub");
        Ratio.Print("fan-out, reliable JSON", rates[3], rates[0], "of a bare Kestrel WebSocket loop; no target");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes allocated for each delivered message: JSON {medians[2].BytesEach:0.0}, reliable JSON {medians[3].BytesEach:0.0} (at most 16)"));
    }

    private static async Task CompareMemoryAsync()
    {
        double bare = await MeasureMemoryAsync("bare");
        double emulator = await MeasureMemoryAsync("emulator");
        Ratio.Print("idle client, bytes", emulator, bare, "at most 1.10 of a bare Kestrel WebSocket server");
    }

    private static async Task<double> MeasureMemoryAsync(string kind)
    {
        using FanoutSide side = await FanoutSide.StartAsync(kind);
        await side.ConnectIdleAsync(100); // one-time costs
        double before = await side.MeasureMemoryAsync();
        await side.ConnectIdleAsync(IdleClients);
        return (await side.MeasureMemoryAsync() - before) / IdleClients;
    }
}
