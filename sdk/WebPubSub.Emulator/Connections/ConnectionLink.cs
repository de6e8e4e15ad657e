// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>
/// The link to one client: its current transport and, for a reliable client, the unacknowledged messages. A recovery replaces the transport.
/// See docs/protocols/client-protocols.md#11-reliable-protocols.
/// </summary>
/// <param name="identity">The identity of the connection.</param>
/// <param name="codec">The codec of its messages.</param>
/// <param name="ended">Called once, when the connection has ended and can no longer be recovered.</param>
/// <param name="environment">The limits and services that all connections share.</param>
#pragma warning disable CA1001 // its token source has no timer and nothing to release
internal sealed class ConnectionLink(ConnectionIdentity identity, MessageCodec codec, Action ended, ConnectionEnvironment environment)
#pragma warning restore CA1001
{
    private static readonly TimeSpan RecoveryWindow = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _connectionClosed = new(); // cancelled when the client can no longer receive an answer
    private readonly UnacknowledgedMessages? _unacknowledged = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits) : null;
    private readonly AcknowledgementWait? _acknowledgementWait = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits.AcknowledgementTimeout) : null;
    private volatile SocketTransport? _transport;
    private volatile bool _hasEnded;
    private ITimer? _recoveryTimer; // the time in which the client may recover
    private bool _isRecovering;
    private bool _isBufferFull; // set by a fault

    public bool IsReliable => _unacknowledged is not null;

    /// <summary>Gets whether the connection currently has no transport.</summary>
    public bool IsDetached => _transport is null;

    /// <summary>Gets whether the connection has ended.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Gets the token that is cancelled when the client is gone and can no longer recover.</summary>
    public CancellationToken ConnectionClosed => _connectionClosed.Token;

    /// <summary>Gets the reason why the connection ended.</summary>
    public string EndReason { get; private set; } = "The transport was lost.";

    /// <summary>Gets the close code that the connection ended with; 0 for none.</summary>
    public int EndStatus { get; private set; }

    /// <summary>Gets the number and the size of the messages that wait to be written or, for a reliable client, to be acknowledged.</summary>
    public (int Messages, long Bytes) Buffered
    {
        get
        {
            lock (_gate)
            {
                return _unacknowledged?.Count ?? _transport?.Waiting ?? default;
            }
        }
    }

    /// <summary>Writes a message, or keeps it for a client that may recover. Ends the connection of a client that does not keep up.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isBroadcast">Whether the message goes to many clients, so that it may be written later together with other messages.</param>
    public void Deliver(Delivery delivery, bool isBroadcast)
    {
        if (codec.Encode(delivery) is not { } frame)
        {
            return;
        }

        var message = new OutgoingMessage(delivery, frame);
        SocketTransport? transport;
        bool isKept;
        QueueResult result;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            transport = _transport;
            isKept = !_isBufferFull && (_unacknowledged is null || !delivery.IsData || _unacknowledged.TryAdd(ref message));
            _acknowledgementWait?.OnSent(_unacknowledged!.IsHalfFull);
            result = !isKept || transport is null ? QueueResult.Queued : transport.Enqueue(message, isBroadcast); // inside the lock, to keep the order
        }

        if (!isKept)
        {
            CloseSlowClient(IsReliable ? CloseRequest.TooManyUnacknowledged : CloseRequest.TooSlow, transportToAbort: IsReliable ? null : transport);
        }
        else if (result == QueueResult.Full)
        {
            CloseSlowClient(CloseRequest.TooSlow, transport);
        }
        else
        {
            transport?.Write(message, result);
        }
    }

    /// <summary>Makes the next message overflow the buffer.</summary>
    public void FillBuffer()
    {
        lock (_gate)
        {
            _isBufferFull = true;
        }
    }

    /// <summary>Records that the client has received all messages up to a sequence ID.</summary>
    public void Acknowledge(long sequenceId)
    {
        lock (_gate)
        {
            _unacknowledged?.Acknowledge(sequenceId);
            _acknowledgementWait?.OnAcknowledged(_unacknowledged!.IsHalfFull);
        }
    }

    /// <summary>Gets whether publishers wait for the client because it is far behind.</summary>
    public bool IsBlockingPublishers => _acknowledgementWait?.IsBlockingPublishers == true;

    /// <summary>Waits until no more than half of the limit is unacknowledged, while the client can and does acknowledge messages.</summary>
    /// <param name="isRead">Returns whether the emulator reads the acknowledgements of the client.</param>
    public Task WaitForAcknowledgementsAsync(Func<bool> isRead) =>
        _acknowledgementWait?.WaitAsync(() => !_hasEnded && _transport is not null && isRead()) ?? Task.CompletedTask;

    /// <summary>Ends the connection after the queued messages. A client whose subprotocol supports it receives a last message before the close.</summary>
    public void Close(CloseRequest request, Delivery? lastMessage)
    {
        SocketTransport? transport;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _unacknowledged?.Clear(); // inspection of an ended connection does not need them
            EndReason = request.Reason;
            EndStatus = (int)request.Status;
            transport = _transport;
            if (lastMessage is not null && codec.Encode(lastMessage) is { } frame)
            {
                transport?.TryAdd(new OutgoingMessage(lastMessage, frame));
            }

            transport?.Complete(request);
            _recoveryTimer?.Dispose();
        }

        ended();
        transport?.Flush();
        if (transport is null)
        {
            _connectionClosed.Cancel();
        }
    }

    /// <summary>Sets the first transport of the connection.</summary>
    public void Attach(SocketTransport transport) => _transport = transport;

    /// <summary>Returns whether a transport is the current transport of the connection.</summary>
    public bool IsCurrent(SocketTransport transport) => _transport == transport;

    /// <summary>Replaces the transport of a reliable connection. The new transport receives all unacknowledged messages that have not expired.</summary>
    /// <param name="newTransport">The new transport.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="connectedMessage">The message to send before the others; <see langword="null"/> for none.</param>
    public async Task<RecoveryOutcome> RecoverAsync(SocketTransport newTransport, WebSocket socket, Delivery? connectedMessage)
    {
        SocketTransport? old;
        lock (_gate)
        {
            if (_hasEnded || _isRecovering || _unacknowledged is null)
            {
                return RecoveryOutcome.Rejected;
            }

            _isRecovering = true;
            _recoveryTimer?.Dispose();
            old = _transport;
            _transport = null; // messages that are sent during the recovery are kept
        }

        old?.Abort();
        bool isDrained = old is null || await old.DrainAsync();
        lock (_gate)
        {
            _isRecovering = false;
            if (_hasEnded)
            {
                return RecoveryOutcome.Rejected;
            }

            if (!isDrained)
            {
                StartRecoveryTimer();
                return RecoveryOutcome.Failed;
            }

            if (connectedMessage is not null)
            {
                newTransport.TryAdd(new OutgoingMessage(connectedMessage, codec.Encode(connectedMessage)!.Value));
            }

            newTransport.AddAll(_unacknowledged.All.Where(message => !message.Delivery.HasExpired(environment.Time)));
            _transport = newTransport;
        }

        Observe(EmulatorConnectionEventKind.Recovered);
        newTransport.Open(socket);
        return RecoveryOutcome.Recovered;
    }

    /// <summary>Aborts the transport without a close, as a broken network does.</summary>
    /// <returns>Whether the connection had a transport.</returns>
    public bool Drop()
    {
        SocketTransport? transport;
        lock (_gate)
        {
            transport = _hasEnded ? null : _transport;
        }

        transport?.Abort();
        return transport is not null;
    }

    /// <summary>Removes a lost transport. A reliable client may recover its connection; the connection of any other client ends.</summary>
    public void OnTransportLost(SocketTransport transport)
    {
        bool isEnd;
        lock (_gate)
        {
            if (_transport != transport)
            {
                return;
            }

            _transport = null;
            isEnd = !_hasEnded;
            if (isEnd && IsReliable)
            {
                StartRecoveryTimer();
            }
            else
            {
                _hasEnded = true;
            }
        }

        if (isEnd && IsReliable)
        {
            Observe(EmulatorConnectionEventKind.Dropped, $"The transport was lost. The client can recover the connection within {RecoveryWindow.TotalSeconds} s.");
            return;
        }

        if (isEnd)
        {
            ended();
        }

        _connectionClosed.Cancel();
    }

    private void Observe(EmulatorConnectionEventKind kind, string? reason = null) =>
        environment.Observer.Add(new EmulatorConnectionEvent(kind, identity.Hub, identity.Id, identity.UserId, identity.Subprotocol) { Reason = reason });

    private void CloseSlowClient(CloseRequest request, SocketTransport? transportToAbort)
    {
        environment.Logger.SlowClient(identity.Id, identity.Hub);
        Close(request, lastMessage: null);
        transportToAbort?.Abort(); // this client would not read a close frame
    }

    private void StartRecoveryTimer()
    {
        ITimer? window = null;
        window = environment.Time.CreateTimer(_ => Expire(window), state: null, RecoveryWindow, Timeout.InfiniteTimeSpan);
        _recoveryTimer = window;
    }

    private void Expire(ITimer? window)
    {
        lock (_gate)
        {
            if (_recoveryTimer != window || _transport is not null || _isRecovering)
            {
                return; // this window has already ended
            }
        }

        Close(CloseRequest.With(WebSocketCloseStatus.PolicyViolation, "The connection recovery timeout expired."), lastMessage: null);
    }
}
