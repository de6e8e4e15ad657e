// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Benchmarks.Fanout;
using WebPubSub.Client;
using WebPubSub.Protocol;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>The client, with a handler that counts.</summary>
internal sealed class ClientSide(Uri uri, WebPubSubProtocol protocol) : ISide
{
    public const int InFlight = 256;

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
        _client.Disconnected += args => Console.Error.WriteLineAsync($"{protocol.Name}: {args.Reason}"); // and the figures are worth nothing
        return _client.StartAsync();
    }

    public async Task<Measurement> MeasureSendsAsync()
    {
        long count = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await _client.SendToGroupAsync("nobody", _data, WebPubSubDataType.Text, fireAndForget: true);
            count++;
        }

        await _client.SendToGroupAsync("nobody", _data, WebPubSubDataType.Text); // it is behind all of them
        return new Measurement(count / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    public async Task<Measurement> MeasureAcknowledgedSendsAsync()
    {
        long start = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => SendAsync(start)));
        return new Measurement(counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private async Task<long> SendAsync(long start)
    {
        long count = 0;
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await _client.SendToGroupAsync("nobody", _data, WebPubSubDataType.Text);
            count++;
        }

        return count;
    }
}
