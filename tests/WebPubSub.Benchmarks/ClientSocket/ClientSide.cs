// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Benchmarks.Fanout;
using WebPubSub.Client;
using WebPubSub.Protocol;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>The WebSocket client, with a handler that counts messages.</summary>
internal sealed class ClientSide(Uri uri, WebPubSubProtocol protocol) : ISide
{
    private readonly WebPubSubClient _client = new(uri, new WebPubSubClientOptions { Protocol = protocol });
    private readonly BinaryData _data = BinaryData.FromString(FanoutBenchmark.Text);

    public ReceiveCounter Received { get; } = new();

    public Task StartAsync()
    {
        _client.GroupMessageReceived += _ =>
        {
            Received.Add();
            return Task.CompletedTask;
        };
        _client.Disconnected += args => args.Reason.StartsWith("The client", StringComparison.Ordinal)
            ? Task.CompletedTask
            : Console.Error.WriteLineAsync($"{protocol.Name}: {args.Reason}"); // the results are then invalid
        return _client.StartAsync();
    }

    public async Task<Measurement> MeasureSendsAsync()
    {
        long count = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await _client.SendToGroupAsync("missing", _data, WebPubSubDataType.Text, fireAndForget: true);
            count++;
        }

        await _client.SendToGroupAsync("missing", _data, WebPubSubDataType.Text); // its acknowledgement follows all earlier sends
        return new Measurement(count / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    public async Task<Measurement> MeasureAcknowledgedSendsAsync(int inFlight)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => SendAsync(start)));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Measurement(counts.Sum() / seconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)counts.Sum());
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the flood server does not answer a close
        await _client.DisposeAsync();
    }

    private async Task<long> SendAsync(long start)
    {
        long count = 0;
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await _client.SendToGroupAsync("missing", _data, WebPubSubDataType.Text);
            count++;
        }

        return count;
    }
}
