// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using WebPubSub.Benchmarks.Fanout;

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>
/// A client with a small memory footprint that records the latency of each received message. A message ends with the 2 KB of <see cref="CreateText"/>.
/// </summary>
internal sealed class UnitClient : IDisposable
{
    private const int TextLength = 2048;
    private const int StampLength = 16;
    private const int EndLength = 2; // "}
    private const byte Ping = 0x89;
    private static readonly string Padding = new('x', TextLength - StampLength);

    private readonly Socket _socket;
    private readonly SemaphoreSlim _sending = new(1);

    private UnitClient(Socket socket) => _socket = socket;

    /// <summary>Creates the text of a message that is sent now. The text starts with a timestamp.</summary>
    public static string CreateText() => Stopwatch.GetTimestamp().ToString("x16", CultureInfo.InvariantCulture) + Padding;

    public static async Task<UnitClient> ConnectAsync(Uri uri) => new(await FrameSocket.OpenAsync(uri, "json.webpubsub.azure.v1"));

    public async Task SendAsync(string text) => await SendAsync(FrameSocket.Encode(text));

    /// <summary>Receives until the connection ends.</summary>
    public async Task ReceiveAsync(Latencies latencies)
    {
        while (true)
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty); // an idle client holds no buffer
            byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
            int length = 0;
            do
            {
                int read = await _socket.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                (length, byte[]? pong) = Take(buffer, length + read, latencies);
                if (pong is not null)
                {
                    await SendAsync(pong); // the emulator closes connections that do not answer pings
                }
            }
            while (length > 0);

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame);
        }
        finally
        {
            _sending.Release();
        }
    }

    // Reads the complete frames and moves an incomplete frame to the start. Returns the length of the incomplete frame, and the answer to a ping.
    private static (int Length, byte[]? Pong) Take(byte[] buffer, int length, Latencies latencies)
    {
        int start = 0;
        byte[]? pong = null;
        while (length - start >= 2 && (buffer[start + 1] < 126 || length - start >= 4))
        {
            int size = buffer[start + 1] == 126 ? BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(start + 2)) : buffer[start + 1];
            int end = start + (buffer[start + 1] == 126 ? 4 : 2) + size;
            if (end > length)
            {
                break;
            }

            if (size > TextLength && Utf8Parser.TryParse(buffer.AsSpan(end - EndLength - TextLength, StampLength), out long stamp, out _, 'x'))
            {
                latencies.Add(Stopwatch.GetElapsedTime(stamp));
            }

            pong = buffer[start] == Ping ? [0x8A, (byte)(0x80 | size), 0, 0, 0, 0, .. buffer.AsSpan(end - size, size)] : pong; // masked with zeros
            start = end;
        }

        buffer.AsSpan(start, length - start).CopyTo(buffer);
        return (length - start, pong);
    }
}
