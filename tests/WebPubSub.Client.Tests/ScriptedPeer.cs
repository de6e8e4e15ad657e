// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using System.Text;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>One client transport of a <see cref="ScriptedService"/>.</summary>
public sealed class ScriptedPeer(WebSocket socket, string query)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _buffer = new byte[64 * 1024];

    public Task Ended => _ended.Task;

    public string Query { get; } = query;

    public Task SendAsync(string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task SendPieceAsync(string piece, bool isLast) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(piece), WebSocketMessageType.Text, isLast, CancellationToken.None);

    /// <summary>Receives the next frame. Returns null for a close.</summary>
    public async Task<string?> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result =
                await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).AsTask().WithTimeoutAsync("a frame of the client");
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    /// <summary>Waits for exactly this frame. Pings and acknowledgements of messages may arrive before it.</summary>
    public async Task ExpectAsync(string frame)
    {
        string? received;
        do
        {
            received = await ReceiveAsync();
        }
        while (received is not null && received != frame && (received.Contains("\"ping\"") || received.Contains("\"sequenceAck\"")));

        received.Should().Be(frame);
    }

    /// <summary>Waits until the client has acknowledged all messages up to this sequence ID.</summary>
    public async Task ExpectAcknowledgementAsync(long sequenceId)
    {
        string? received;
        do
        {
            received = await ReceiveAsync();
            received.Should().NotBeNull();
        }
        while (received != $$"""{"type":"sequenceAck","sequenceId":{{sequenceId}}}""");
    }

    public async Task CloseAsync(int status, string? description = null)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)status, description, CancellationToken.None);
        while (await ReceiveAsync() is not null)
        {
        }

        _ended.TrySetResult();
    }

    public void Abort()
    {
        socket.Abort();
        _ended.TrySetResult();
    }
}
