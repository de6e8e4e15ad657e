// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>One WebSocket of a connection. It sends and receives frames, and holds the reason why it ended.</summary>
internal sealed class Transport(WebSocket socket, WebPubSubProtocol protocol, ILogger logger) : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private const int MaxIdleBufferBytes = 1024 * 1024;
    private const int MaxFrameBytes = 64 * 1024 * 1024; // far above the largest frame of the service: a 16 MiB response of an event handler as base64

    private readonly WebSocketMessageType _messageType =
        protocol.WebSocketMessageType == WebPubSubProtocolMessageType.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    private byte[] _buffer = new byte[BufferBytes];
    private TransportEnd? _end;
    private volatile bool _isClosing;
    private volatile bool _isReceiving;
    private volatile int _frames; // written only by the receiving loop

    /// <summary>Gets the reason why the transport ended. Valid only after <see cref="ReceiveAsync()"/> has returned the end.</summary>
    public TransportEnd End => _end ?? TransportEnd.Lost();

    /// <summary>Gets the number of received message parts. The number wraps around.</summary>
    public int ReceivedFrames => _frames;

    /// <summary>Gets whether the client waits for the next message. The client does not wait while its own buffers are full.</summary>
    public bool IsReceiving => _isReceiving;

    /// <summary>Gets the size of the last message in bytes.</summary>
    public int LastLength { get; private set; }

    /// <summary>Sends a frame. Only one send can run at a time. Returns false if the transport has ended.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            await socket.SendAsync(frame, _messageType, endOfMessage: true, CancellationToken.None).ConfigureAwait(false); // a cancelled send would abort the WebSocket
            return true;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Abort(TransportEnd.Lost(exception));
            return false;
        }
    }

    /// <summary>Receives the next frame. Malformed frames are logged and skipped.</summary>
    public ValueTask<ReceivedFrame> ReceiveAsync()
    {
        if (_buffer.Length > MaxIdleBufferBytes)
        {
            _buffer = new byte[BufferBytes];
        }

        _isReceiving = true;
        try
        {
            ValueTask<ValueWebSocketReceiveResult> receiving = socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
            if (receiving.IsCompletedSuccessfully)
            {
                ValueWebSocketReceiveResult result = receiving.Result;
                if (result is { EndOfMessage: true, MessageType: not WebSocketMessageType.Close } && Parse(result.Count) is { IsEnd: false } frame)
                {
                    return new ValueTask<ReceivedFrame>(frame); // the usual case while frames arrive faster than they are handled
                }

                return ReceiveAsync(new ValueTask<ValueWebSocketReceiveResult>(result), isParsed: result.EndOfMessage);
            }

            return ReceiveAsync(receiving, isParsed: false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Abort(TransportEnd.Lost(exception));
            return default;
        }
    }

    /// <summary>Sends a close frame with status 1000. Continue to receive until the service has answered.</summary>
    public async Task CloseAsync()
    {
        _isClosing = true;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The transport has already ended.
        }
    }

    /// <summary>Ends the transport immediately. Only the first reason is kept.</summary>
    public void Abort(TransportEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        socket.Abort();
    }

    public void Dispose() => socket.Dispose();

    private static bool IsEnd(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;

    // Continues after the first part of a message: with more parts, with a close frame, or with the next message after a malformed message.
    private async ValueTask<ReceivedFrame> ReceiveAsync(ValueTask<ValueWebSocketReceiveResult> first, bool isParsed)
    {
        try
        {
            int length = 0;
            for (ValueWebSocketReceiveResult result = await first.ConfigureAwait(false); ; result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false))
            {
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await AnswerCloseAsync().ConfigureAwait(false);
                    return default;
                }

                length += result.Count;
                if (!result.EndOfMessage)
                {
                    _frames = unchecked(_frames + 1);
                    if (length == _buffer.Length && !TryGrow())
                    {
                        return default;
                    }
                }
                else if (!isParsed && Parse(length) is { IsEnd: false } frame)
                {
                    return frame;
                }
                else
                {
                    isParsed = false;
                    length = 0;
                }
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Abort(TransportEnd.Lost(exception));
            return default;
        }
    }

    // Returns the default value, whose IsEnd is true, for a malformed frame. The callers then receive the next frame.
    private ReceivedFrame Parse(int length)
    {
        _isReceiving = false;
        _frames = unchecked(_frames + 1);
        LastLength = length;
        if (protocol.TryPeekDataMessage(_buffer.AsSpan(0, length), out long? sequenceId))
        {
            return new ReceivedFrame(null, _buffer.AsMemory(0, length), sequenceId);
        }

        try
        {
            return new ReceivedFrame(protocol.ParseMessage(_buffer.AsSpan(0, length)));
        }
        catch (FormatException exception)
        {
            logger.MalformedFrame(length, exception.Message);
            _isReceiving = true;
            return default;
        }
    }

    private bool TryGrow()
    {
        if (_buffer.Length >= MaxFrameBytes)
        {
            Abort(new TransportEnd("The service sent a message of more than 64 MiB."));
            return false;
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
        return true;
    }

    private async Task AnswerCloseAsync()
    {
        TransportEnd end = _isClosing
            ? TransportEnd.ClosedByClient(socket.CloseStatus)
            : TransportEnd.ClosedByService(socket.CloseStatus, socket.CloseStatusDescription);
        Interlocked.CompareExchange(ref _end, end, null);
        await CloseAsync().ConfigureAwait(false);
    }
}
