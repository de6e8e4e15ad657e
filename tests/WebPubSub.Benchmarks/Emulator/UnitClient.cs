// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WebPubSub.Benchmarks.Fanout;

namespace WebPubSub.Benchmarks.Emulator;

/// <summary>A client of few bytes that notes how long the messages took that it receives. They end with the 2 KB of <see cref="CreateText"/>.</summary>
internal sealed class UnitClient : IDisposable
{
    private const int TextLength = 2048;
    private const int StampLength = 16;
    private const int EndLength = 2; // "}
    private static readonly string Padding = new('x', TextLength - StampLength);

    private readonly Socket _socket;

    private UnitClient(Socket socket) => _socket = socket;

    /// <summary>The text of a message that is sent now.</summary>
    public static string CreateText() => Stopwatch.GetTimestamp().ToString("x16", CultureInfo.InvariantCulture) + Padding;

    public static async Task<UnitClient> ConnectAsync(Uri uri)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, uri.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: json.webpubsub.azure.v1\r\n\r\n"));
        byte[] answer = new byte[2048];
        int length = 0;
        while (answer.AsSpan(0, length).IndexOf("\"connectionId\""u8) < 0) // the connected message, whose end comes with it
        {
            int read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0 || !answer.AsSpan().StartsWith("HTTP/1.1 101"u8))
            {
                throw new IOException($"The handshake was refused: {Encoding.ASCII.GetString(answer, 0, length + read)}");
            }

            length += read;
        }

        return new UnitClient(socket);
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(FrameSocket.Encode(text));

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

                length = Take(buffer, length + read, latencies);
            }
            while (length > 0);

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _socket.Dispose();

    // Returns the length of the frame that is not whole, which is moved to the start.
    private static int Take(byte[] buffer, int length, Latencies latencies)
    {
        int start = 0;
        while (length - start >= 4)
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

            start = end;
        }

        buffer.AsSpan(start, length - start).CopyTo(buffer);
        return length - start;
    }
}
