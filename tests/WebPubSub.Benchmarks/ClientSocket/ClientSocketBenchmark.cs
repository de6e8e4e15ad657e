// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Emulator;
using WebPubSub.Protocol;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>
/// A comparison of the WebSocket client with a bare <see cref="System.Net.WebSockets.ClientWebSocket"/>. The emulator runs in a separate process.
/// </summary>
internal static class ClientSocketBenchmark
{
    private const int WarmRounds = 3;

    public static async Task RunAsync()
    {
        using Process server = Child.Start(Environment.ProcessPath!, "fanout-server", "emulator");
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
            await CompareReceivingAsync(address);
            await CompareFloodsAsync();
            await CompareSendingAsync(address);
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task CompareReceivingAsync(Uri address)
    {
        await using var bare = new BareSide(ClientUri(address, "bare"));
        await using var json = new ClientSide(ClientUri(address, "json"), new WebPubSubJsonProtocol());
        Receiving[] sides =
        [
            await Receiving.StartAsync(bare, ClientUri(address, groups: []), "bare"),
            await Receiving.StartAsync(json, ClientUri(address, groups: []), "json"),
        ];
        Measurement[] medians = await CompareAsync([.. sides.Select(side => (Func<Task<Measurement>>)side.MeasureAsync)]);
        Ratio.Print("receive, JSON", medians[1].PerSecond, medians[0].PerSecond, "at least 0.90 of a bare ClientWebSocket that reads the JSON");
        Ratio.Print("bytes per message", medians[1].BytesEach, medians[0].BytesEach, "no target: the bare one makes no message of them");
    }

    // Uses the flood server, because the emulator keeps only 1,000 messages for a reliable client. On two busy processors, an acknowledgement may come
    // later than that.
    private static async Task CompareFloodsAsync()
    {
        using Process server = Child.Start(Environment.ProcessPath!, "flood-server");
        try
        {
            var uri = new UriBuilder((await server.StandardOutput.ReadLineAsync())!) { Scheme = "ws", Path = "/client/hubs/chat" };
            Measurement[] medians = await CompareAsync(
                () => MeasureFloodAsync(new ClientSide(uri.Uri, new WebPubSubJsonProtocol())),
                () => MeasureFloodAsync(new ClientSide(uri.Uri, new WebPubSubJsonReliableProtocol())),
                () => MeasureFloodAsync(new BareSide(uri.Uri)),
                () => MeasureFloodAsync(new BareSide(uri.Uri, "json.reliable.webpubsub.azure.v1")));
            Ratio.Print("flood, JSON", medians[0].PerSecond, medians[2].PerSecond, "at least 0.70 of a bare ClientWebSocket that makes no objects, with frames from a server that only the client holds back");
            Ratio.Print("flood, reliable JSON", medians[1].PerSecond, medians[3].PerSecond, "at least 0.70 of the same");
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task<Measurement> MeasureFloodAsync(ISide side)
    {
        await using (side)
        {
            await side.StartAsync();
            await Task.Delay(100);
            long before = side.Received.Count;
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(Measurement.RoundTime);
            return new Measurement((side.Received.Count - before) / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
        }
    }

    private static async Task CompareSendingAsync(Uri address)
    {
        await using var bare = new BareSide(ClientUri(address));
        await using var json = new ClientSide(ClientUri(address), new WebPubSubJsonProtocol());
        await bare.StartAsync();
        await json.StartAsync();
        Measurement[] plain = await CompareAsync(json.MeasureSendsAsync, bare.MeasureSendsAsync);
        Ratio.Print("send, not acknowledged", plain[0].PerSecond, plain[1].PerSecond, "at least 0.80 of a bare ClientWebSocket that writes the JSON");
        await CompareAcknowledgedAsync("send, acknowledged", json, bare, inFlight: 256);
        await CompareAcknowledgedAsync("send, one in flight", json, bare, inFlight: 1);
    }

    private static async Task CompareAcknowledgedAsync(string name, ClientSide json, BareSide bare, int inFlight)
    {
        Measurement[] medians = await CompareAsync(() => json.MeasureAcknowledgedSendsAsync(inFlight), () => bare.MeasureAcknowledgedSendsAsync(inFlight));
        Ratio.Print(name, medians[0].PerSecond, medians[1].PerSecond, "at least 0.90 of a bare ClientWebSocket that counts acknowledgements");
        Ratio.Print("bytes per send", medians[0].BytesEach, medians[1].BytesEach, "below 1,500");
    }

    private static async Task<Measurement[]> CompareAsync(params Func<Task<Measurement>>[] sides)
    {
        for (int round = 0; round < WarmRounds; round++) // the JIT compiler needs this long to optimize the hot code
        {
            foreach (Func<Task<Measurement>> side in sides)
            {
                await side();
            }
        }

        return await Measurement.CompareAsync(sides);
    }

    private static Uri ClientUri(Uri address, params string[] groups) =>
        new WebPubSubServiceClient($"Endpoint={address};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey}", "chat")
            .GetClientAccessUri(userId: "ann", roles: ["webpubsub.sendToGroup"], groups: groups);
}
