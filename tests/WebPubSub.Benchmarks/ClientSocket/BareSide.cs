// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using WebPubSub.Benchmarks.Fanout;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>
/// A bare <see cref="ClientWebSocket"/>. It reads the JSON of each message with a <see cref="Utf8JsonReader"/> and then discards the message.
/// </summary>
internal sealed class BareSide(Uri uri, string subprotocol = "json.webpubsub.azure.v1") : ISide
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _acknowledged = new(0);
    private Task _reading = Task.CompletedTask;
    private long _ackId;

    public ReceiveCounter Received { get; } = new();

    public async Task StartAsync()
    {
        _socket.Options.AddSubProtocol(subprotocol);
        await _socket.ConnectAsync(uri, CancellationToken.None);
        _reading = ReadAsync();
    }

    public async Task<Measurement> MeasureSendsAsync()
    {
        long count = 0;
        long start = Stopwatch.GetTimestamp();
        var output = new ArrayBufferWriter<byte>();
        while (Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
        {
            await SendAsync(output, ackId: null);
            count++;
        }

        return new Measurement(count / Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    /// <summary>Measures sends with acknowledgements. At most <paramref name="inFlight"/> acknowledgements are pending at a time.</summary>
    public async Task<Measurement> MeasureAcknowledgedSendsAsync(int inFlight)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long count = 0;
        long start = Stopwatch.GetTimestamp();
        var output = new ArrayBufferWriter<byte>();
        for (int open = 0; Stopwatch.GetElapsedTime(start) < Measurement.RoundTime || open > 0;)
        {
            if (open < inFlight && Stopwatch.GetElapsedTime(start) < Measurement.RoundTime)
            {
                await SendAsync(output, ++_ackId);
                open++;
            }
            else
            {
                await _acknowledged.WaitAsync();
                open--;
                count++;
            }
        }

        return new Measurement(count / Stopwatch.GetElapsedTime(start).TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
    }

    private async ValueTask SendAsync(ArrayBufferWriter<byte> output, long? ackId)
    {
        output.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "sendToGroup"u8);
            json.WriteString("group"u8, "missing"u8);
            if (ackId is { } id)
            {
                json.WriteNumber("ackId"u8, id);
            }

            json.WriteString("dataType"u8, "text"u8);
            json.WriteString("data"u8, FanoutBenchmark.Text);
            json.WriteEndObject();
        }

        await _socket.SendAsync(output.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += result.Count;
            }
            while (!result.EndOfMessage);

            if (IsAck(buffer.AsSpan(0, length)))
            {
                _acknowledged.Release();
            }
            else
            {
                Received.Add();
            }
        }
    }

    private static bool IsAck(ReadOnlySpan<byte> frame)
    {
        bool isAck = false;
        var json = new Utf8JsonReader(frame);
        while (json.Read())
        {
            isAck |= json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("ackId"u8);
        }

        return isAck;
    }
}
