// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Simulation.Network;

/// <summary>One end of an in-memory transport.</summary>
internal sealed class MemoryWebSocket(string subprotocol, Pipe receive, Pipe send) : WebSocket
{
    private WebSocketState _state = WebSocketState.Open;
    private ReadOnlyMemory<byte> _rest;
    private PipeMessage? _current;

    public override WebSocketCloseStatus? CloseStatus => CloseMessage?.Status;

    public override string? CloseStatusDescription => CloseMessage?.Description;

    public override WebSocketState State => _state;

    public override string? SubProtocol => subprotocol.Length == 0 ? null : subprotocol;

    private PipeMessage? CloseMessage { get; set; }

    public override void Abort()
    {
        if (_state == WebSocketState.Closed)
        {
            return; // messages that were sent before the close still arrive
        }

        _state = WebSocketState.Aborted;
        receive.BreakReader();
        send.BreakWriter();
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override async Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        ThrowIfAborted();
        if (_state is WebSocketState.CloseSent or WebSocketState.Closed)
        {
            return;
        }

        _state = _state == WebSocketState.CloseReceived ? WebSocketState.Closed : WebSocketState.CloseSent;
        await send.WriteAsync(new PipeMessage(WebSocketMessageType.Close, default, closeStatus, statusDescription));
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        ThrowIfAborted();
        if (_state is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            throw new WebSocketException(WebSocketError.InvalidState);
        }

        await send.WriteAsync(new PipeMessage(messageType, buffer.ToArray(), null, null));
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ThrowIfAborted();
        if (_current is null)
        {
            _current = await receive.ReadAsync();
            _rest = _current.Payload;
        }

        if (_current.Type == WebSocketMessageType.Close)
        {
            CloseMessage = _current;
            _current = null;
            _state = _state == WebSocketState.CloseSent ? WebSocketState.Closed : WebSocketState.CloseReceived;
            return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
        }

        WebSocketMessageType type = _current.Type;
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        bool isEnd = _rest.IsEmpty;
        _current = isEnd ? null : _current;
        return new ValueWebSocketReceiveResult(count, type, isEnd);
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult result = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(result.Count, result.MessageType, result.EndOfMessage, CloseStatus, CloseStatusDescription);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override void Dispose() => Abort();

    private void ThrowIfAborted()
    {
        if (_state == WebSocketState.Aborted)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }
    }
}
