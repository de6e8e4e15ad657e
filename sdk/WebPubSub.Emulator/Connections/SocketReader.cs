// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;

namespace WebPubSub.Emulator.Connections;

/// <summary>Reads client messages and joins their fragments, up to the maximum message size of the service.</summary>
internal sealed class SocketReader(WebSocket socket) : IDisposable
{
    public const int MaxMessageBytes = 1024 * 1024;

    private const int InitialLength = 4 * 1024;

    private byte[] _buffer = [];

    /// <summary>Reads one message. Its bytes are valid until the next call.</summary>
    /// <exception cref="MessageTooBigException">The message is longer than 1 MiB.</exception>
    public async ValueTask<(WebSocketMessageType Type, ReadOnlyMemory<byte> Payload)> ReadAsync()
    {
        Release();
        ValueWebSocketReceiveResult first = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None); // waits without holding a buffer
        if (first.EndOfMessage || first.MessageType == WebSocketMessageType.Close)
        {
            return (first.MessageType, ReadOnlyMemory<byte>.Empty);
        }

        _buffer = ArrayPool<byte>.Shared.Rent(InitialLength);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += result.Count;
            if (length > MaxMessageBytes)
            {
                throw new MessageTooBigException();
            }

            if (result.EndOfMessage || result.MessageType == WebSocketMessageType.Close)
            {
                return (result.MessageType, _buffer.AsMemory(0, length));
            }

            if (length == _buffer.Length)
            {
                Grow(length);
            }
        }
    }

    public void Dispose() => Release();

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(length * 2, MaxMessageBytes + 1));
        _buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
