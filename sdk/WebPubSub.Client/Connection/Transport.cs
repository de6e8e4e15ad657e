// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>One WebSocket: sends frames, reads messages, and says how it ended.</summary>
internal sealed class Transport : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private const int MaxIdleBufferBytes = 1024 * 1024;
    private const int MaxFrameBytes = 64 * 1024 * 1024; // far above what the service sends: an event handler's answer of 16 MiB, as base64

    private readonly ClientWebSocket _socket;
    private readonly WebPubSubProtocol _protocol;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WebSocketMessageType _messageType;
    private byte[] _buffer = new byte[BufferBytes];
    private long _listeningSince; // 0 while nobody listens
    private long _signsOfLife;
    private TransportEnd? _end;

    private Transport(ClientWebSocket socket, WebPubSubClientOptions options, ILogger logger)
    {
        _socket = socket;
        _protocol = options.Protocol;
        _time = options.TimeProvider;
        _logger = logger;
        _messageType = _protocol.WebSocketMessageType == WebPubSubProtocolMessageType.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
    }

    /// <summary>Gets how it ended; only after <see cref="ReceiveAsync"/> has returned null.</summary>
    public TransportEnd End => _end ?? new TransportEnd("The transport was lost.");

    /// <summary>Gets how often something has come.</summary>
    public long SignsOfLife => Volatile.Read(ref _signsOfLife);

    /// <summary>Gets how long nothing has come, although it was waited for.</summary>
    public TimeSpan Silence => Volatile.Read(ref _listeningSince) is > 0 and long since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Connects.</summary>
    /// <exception cref="ConnectFailedException">It was refused, or nobody answered.</exception>
    public static async Task<Transport> ConnectAsync(
        Uri uri, WebPubSubClientOptions options, TimeSpan timeout, ILogger logger, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            Configure(socket.Options, options);
            await ConnectAsync(socket, uri, options.TimeProvider, timeout, cancellationToken).ConfigureAwait(false);
            return socket.SubProtocol == options.Protocol.Name
                ? new Transport(socket, options, logger)
                : throw new ConnectFailedException(
                    $"The service did not take the subprotocol {options.Protocol.Name}: an event handler chose another, or the address is not one of Web PubSub.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a frame, one at a time; false when the transport has ended.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            await _socket.SendAsync(frame, _messageType, endOfMessage: true, CancellationToken.None).ConfigureAwait(false); // a cancellation would cut the transport
            return true;
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Abort(new TransportEnd("The transport was lost.", Exception: exception));
            return false;
        }
    }

    /// <summary>Reads the next message; null at the end.</summary>
    public async ValueTask<WebPubSubMessage?> ReceiveAsync()
    {
        while (true)
        {
            Volatile.Write(ref _listeningSince, Math.Max(1, _time.GetTimestamp()));
            int length = await ReadFrameAsync().ConfigureAwait(false);
            Volatile.Write(ref _listeningSince, 0);
            if (length < 0)
            {
                return null;
            }

            try
            {
                return _protocol.ParseMessage(_buffer.AsSpan(0, length));
            }
            catch (FormatException exception)
            {
                _logger.MalformedFrame(length, exception.Message);
            }
        }
    }

    /// <summary>Says that there is no more to send, and lets the service answer; it is read until it has.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // It has ended anyway.
        }
    }

    /// <summary>Cuts it.</summary>
    public void Abort(TransportEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        _socket.Abort();
    }

    public void Dispose() => _socket.Dispose();

    private static void Configure(ClientWebSocketOptions socket, WebPubSubClientOptions options)
    {
        socket.AddSubProtocol(options.Protocol.Name);
        if (!OperatingSystem.IsBrowser())
        {
            socket.CollectHttpResponseDetails = true;
        }

        options.ConfigureWebSocket?.Invoke(socket);
    }

    private static async Task ConnectAsync(ClientWebSocket socket, Uri uri, TimeProvider time, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(uri, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested
                ? new ConnectFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} did not answer within {timeout.TotalSeconds} s."), innerException: exception)
                : Explain(uri, FindStatus(socket), exception);
        }
    }

    private static int? FindStatus(ClientWebSocket socket) =>
        OperatingSystem.IsBrowser() || socket.HttpStatusCode is 0 or HttpStatusCode.SwitchingProtocols ? null : (int)socket.HttpStatusCode;

    private static ConnectFailedException Explain(Uri uri, int? status, Exception exception) => status switch
    {
        null => new ConnectFailedException($"{uri.Authority} could not be reached: {exception.GetBaseException().Message}", innerException: exception),
        401 => new ConnectFailedException(
            $"{uri.Authority} refused the client (401): its access token is missing, expired, of another hub or signed with another key, or the event handler refused it.", status, exception),
        403 => new ConnectFailedException($"{uri.Authority} refused the client (403): the event handler refused it, or the network rules of the resource.", status, exception),
        404 => new ConnectFailedException($"{uri.Authority} has no such hub, or is no Web PubSub endpoint (404).", status, exception),
        _ => new ConnectFailedException(string.Create(CultureInfo.InvariantCulture, $"{uri.Authority} refused the client ({status})."), status, exception),
    };

    // The length of the frame in the buffer; -1 at the end.
    private async ValueTask<int> ReadFrameAsync()
    {
        if (_buffer.Length > MaxIdleBufferBytes)
        {
            _buffer = new byte[BufferBytes];
        }

        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await EndAsync().ConfigureAwait(false);
                    return -1;
                }

                Volatile.Write(ref _listeningSince, Math.Max(1, _time.GetTimestamp())); // a part of a message is a sign of life as well
                Volatile.Write(ref _signsOfLife, _signsOfLife + 1);
                length += result.Count;
                if (result.EndOfMessage)
                {
                    return length;
                }

                if (length == _buffer.Length && !TryGrow())
                {
                    return -1;
                }
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Abort(new TransportEnd("The transport was lost.", Exception: exception));
            return -1;
        }
    }

    private bool TryGrow()
    {
        if (_buffer.Length >= MaxFrameBytes)
        {
            Abort(new TransportEnd("A message of the service was larger than 64 MiB."));
            return false;
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
        return true;
    }

    private async Task EndAsync()
    {
        WebSocketCloseStatus? status = _socket.CloseStatus;
        string description = string.IsNullOrEmpty(_socket.CloseStatusDescription) ? "" : $": {_socket.CloseStatusDescription}";
        Interlocked.CompareExchange(
            ref _end, new TransportEnd(string.Create(CultureInfo.InvariantCulture, $"The service closed it with {(int?)status}{description}."), status), null);
        await CloseAsync().ConfigureAwait(false);
    }

    private static bool IsEnd(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;
}
