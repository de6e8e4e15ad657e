// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Connections;

/// <summary>One client: who it is, and the loop that reads from it while another one writes to it.</summary>
#pragma warning disable CA1001 // its token source is never disposed: whoever still sends to a connection that has ended may abort it
internal sealed class ClientConnection
#pragma warning restore CA1001
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly OutgoingQueue _outgoing = new();
    private readonly CancellationTokenSource _aborted;
    private readonly ILogger _logger;
    private CloseRequest? _close;
    private long _lastEventId; // connect was 0

    public ClientConnection(
        string id, string hub, string? userId, string? subprotocol, GroupPermissions permissions, TimeProvider time, ILogger logger)
    {
        Id = id;
        Hub = hub;
        UserId = userId;
        Subprotocol = subprotocol;
        Permissions = permissions;
        _aborted = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _logger = logger;
    }

    public string Id { get; }

    public string Hub { get; }

    public string? UserId { get; }

    public string? Subprotocol { get; }

    public GroupPermissions Permissions { get; }

    /// <summary>Gets or sets what event handlers keep with the connection.</summary>
    public string? State { get; set; }

    /// <summary>Gets the groups that it is in; only its hub touches them.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    public IClientProtocol Protocol { get; set; } = null!;

    /// <summary>Gets or sets what happens when the connection begins to end.</summary>
    public Action Closing { get; set; } = () => { };

    /// <summary>Gets why it ended, in words.</summary>
    public string EndReason { get; private set; } = "The transport was lost.";

    public long NextEventId() => Interlocked.Increment(ref _lastEventId);

    /// <summary>Queues a message for the client, or drops a client that does not keep up.</summary>
    public void Send(Delivery delivery)
    {
        if (Protocol.Encode(delivery) is { } frame && !_outgoing.TryAdd(frame))
        {
            _logger.SlowClient(Id, Hub);
            EndReason = "The client reads too slowly.";
            Abort();
        }
    }

    /// <summary>Ends the connection after what is queued, with a last message for clients that understand it.</summary>
    public void Close(CloseRequest request, Delivery? lastMessage = null)
    {
        if (Interlocked.CompareExchange(ref _close, request, null) is not null)
        {
            return;
        }

        EndReason = request.Reason;
        Closing();
        if (lastMessage is not null)
        {
            Send(lastMessage);
        }

        _outgoing.Close();
        _aborted.CancelAfter(CloseTimeout); // a client that never answers the close is cut off
    }

    public void Abort()
    {
        _outgoing.Close();
        _aborted.Cancel();
    }

    /// <summary>Reads and writes until the connection has ended.</summary>
    public async Task RunAsync(WebSocket socket, CancellationToken requestAborted)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token, requestAborted);
        Task writing = WriteAllAsync(socket, ended.Token);
        try
        {
            await ReadAllAsync(socket, ended.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The transport is gone; EndReason says so unless it was this side that ended it.
        }

        _outgoing.Close();
        await writing;
        socket.Abort();
    }

    private async Task ReadAllAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var reader = new SocketReader(socket);
        while (true)
        {
            CloseRequest? close = null;
            try
            {
                (WebSocketMessageType type, ReadOnlyMemory<byte> payload) = await reader.ReadAsync(cancellationToken);
                if (type == WebSocketMessageType.Close)
                {
                    Close(Echo(socket));
                    return;
                }

                if (_close is null)
                {
                    close = await Protocol.ProcessAsync(type, payload, cancellationToken);
                }
            }
            catch (MessageTooBigException)
            {
                close = CloseRequest.With(WebSocketCloseStatus.MessageTooBig, "The client message is longer than 1 MiB.");
            }

            if (close is not null)
            {
                Close(close); // and read on, to see the client's answer
            }
        }
    }

    private static CloseRequest Echo(WebSocket socket)
    {
        WebSocketCloseStatus status = socket.CloseStatus is null or WebSocketCloseStatus.Empty
            ? WebSocketCloseStatus.NormalClosure
            : socket.CloseStatus.Value;
        string description = socket.CloseStatusDescription ?? "";
        return new CloseRequest(status, description, description);
    }

    private async Task WriteAllAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (await _outgoing.WaitAsync(cancellationToken))
            {
                while (_outgoing.TryTake(out Frame frame))
                {
                    await socket.SendAsync(frame.Payload, frame.Type, endOfMessage: true, cancellationToken);
                }
            }

            if (_close is { } close)
            {
                await socket.CloseOutputAsync(close.Status, close.Description, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            Abort(); // so that the reader does not wait for a client that cannot be written to
        }
    }
}
