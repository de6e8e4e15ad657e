// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace WebPubSub.Benchmarks.Fanout;

/// <summary>A minimal WebSocket client. It counts received messages and does not read their content.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int SmallestMessage = 100; // shorter frames are pings, acknowledgements and greetings
    private const int PingLength = 11; // the length of a SignalR ping
    private readonly Socket _socket;
    private readonly byte[] _header = new byte[4];
    private int _headerLength;
    private int _rest; // the received bytes of an incomplete message, if messages share frames
    private long _skip; // the remaining bytes of a frame

    private readonly int? _messageLength;

    private FrameSocket(Socket socket, int? messageLength)
    {
        _socket = socket;
        _messageLength = messageLength;
    }

    /// <summary>Gets the number of received messages.</summary>
    public long Messages { get; private set; }

    /// <param name="uri">The address of the server.</param>
    /// <param name="subprotocol">The subprotocol, or null for none.</param>
    /// <param name="messageLength">The length of a message if several messages may share a frame; otherwise null.</param>
    public static async Task<FrameSocket> ConnectAsync(Uri uri, string? subprotocol = null, int? messageLength = null) =>
        new(await OpenAsync(uri, subprotocol), messageLength);

    /// <summary>Opens a socket and completes the WebSocket handshake. Does not read any data after the handshake.</summary>
    public static async Task<Socket> OpenAsync(Uri uri, string? subprotocol)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(uri.Host, uri.Port);
        string protocolHeader = subprotocol is null ? "" : $"Sec-WebSocket-Protocol: {subprotocol}\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{protocolHeader}\r\n"));
        await ReadHandshakeAsync(socket);
        return socket;
    }

    /// <summary>Sends a text frame, masked with zeros.</summary>
    public Task SendAsync(string text) => SendAsync(Encode(text));

    /// <summary>Sends any number of encoded frames.</summary>
    public async Task SendAsync(byte[] frames) => await _socket.SendAsync(frames);

    /// <summary>Encodes a text frame, masked with zeros.</summary>
    public static byte[] Encode(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        bool isLong = payload.Length > 125;
        byte[] frame = new byte[payload.Length + (isLong ? 8 : 6)];
        frame[0] = 0x81;
        frame[1] = (byte)(0x80 | (isLong ? 126 : payload.Length));
        if (isLong)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }

        payload.CopyTo(frame, frame.Length - payload.Length);
        return frame;
    }

    /// <summary>Reads the available bytes and returns the number of messages in them.</summary>
    public async Task<int> ReceiveAsync(byte[] buffer)
    {
        int read = await _socket.ReceiveAsync(buffer);
        if (read == 0)
        {
            throw new IOException("The server closed the connection.");
        }

        int count = Count(buffer.AsSpan(0, read));
        Messages += count;
        return count;
    }

    /// <summary>Reads one frame. No other frame may follow it, as is the case for the answer to a request.</summary>
    public async Task<string> ReceiveTextAsync()
    {
        byte[] buffer = new byte[4096];
        int read = await _socket.ReceiveAsync(buffer);
        return Encoding.UTF8.GetString(buffer, 2, read - 2);
    }

    public void Dispose() => _socket.Dispose();

    // Reads one byte at a time, because a greeting may follow at once and must not be read here.
    private static async Task ReadHandshakeAsync(Socket socket)
    {
        var answer = new StringBuilder();
        byte[] one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one) == 0)
            {
                throw new IOException($"The handshake was refused: {answer}");
            }

            answer.Append((char)one[0]);
        }

        if (!answer.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException($"The handshake was refused: {answer}");
        }
    }

    // Several messages may share a frame, and a message may span two frames.
    private int CountIn(int length)
    {
        if (_messageLength is not { } each)
        {
            return length >= SmallestMessage ? 1 : 0;
        }

        _rest += length is PingLength ? 0 : length;
        int count = _rest / each;
        _rest %= each;
        return count;
    }

    // A header may arrive in parts. The state is the part that has arrived.
    private int Count(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (!bytes.IsEmpty)
        {
            if (_skip > 0)
            {
                int skipped = (int)Math.Min(_skip, bytes.Length);
                _skip -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            _header[_headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (_headerLength < 2 || (_headerLength < 4 && (_header[1] & 0x7F) == 126))
            {
                continue;
            }

            int length = _headerLength == 4 ? BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)) : _header[1] & 0x7F;
            count += CountIn(length);
            _skip = length;
            _headerLength = 0;
        }

        return count;
    }
}
