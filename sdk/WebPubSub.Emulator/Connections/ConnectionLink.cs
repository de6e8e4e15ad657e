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
    private readonly CancellationTokenSource _gone = new(); // cancelled when the client can no longer receive an answer
    private readonly UnacknowledgedMessages? _unacknowledged = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits) : null;
    private readonly CatchUp? _catchUp = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits.CatchUpTimeout) : null;
    private volatile SocketTransport? _transport;
    private volatile bool _hasEnded;
    private ITimer? _window; // the time in which the client may recover
    private bool _isRecovering;
    private bool _isBufferFull; // set by a fault

    public bool IsReliable => _unacknowledged is not null;

    /// <summary>Gets whether the connection currently has no transport.</summary>
    public bool IsDetached => _transport is null;

    /// <summary>Gets whether the connection has ended.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Gets the token that is cancelled when the client is gone and can no longer recover.</summary>
    public CancellationToken Gone => _gone.Token;

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
    /// <param name="isOneOfMany">Whether the message goes to many clients, so that it may be written later together with other messages.</param>
    public void Deliver(Delivery delivery, bool isOneOfMany)
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
            _catchUp?.OnSent(_unacknowledged!.IsHalfFull);
            result = !isKept || transport is null ? QueueResult.Queued : transport.Enqueue(message, isOneOfMany); // inside the lock, to keep the order
        }

        if (!isKept)
        {
            DropSlow(IsReliable ? CloseRequest.TooManyUnacknowledged : CloseRequest.TooSlow, unread: IsReliable ? null : transport);
        }
        else if (result == QueueResult.Full)
        {
            DropSlow(CloseRequest.TooSlow, transport);
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
            _catchUp?.OnAcknowledged(_unacknowledged!.IsHalfFull);
        }
    }

    /// <summary>Gets whether publishers wait for the client because it is far behind.</summary>
    public bool IsAwaited => _catchUp?.IsAwaited == true;

    /// <summary>Waits until no more than half of the limit is unacknowledged, while the client can and does acknowledge messages.</summary>
    /// <param name="isRead">Returns whether the emulator reads the acknowledgements of the client.</param>
    public Task WhenCaughtUpAsync(Func<bool> isRead) =>
        _catchUp?.WaitAsync(() => !_hasEnded && _transport is not null && isRead()) ?? Task.CompletedTask;

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
            _window?.Dispose();
        }

        ended();
        transport?.Flush();
        if (transport is null)
        {
            _gone.Cancel();
        }
    }

    /// <summary>Sets the first transport of the connection.</summary>
    public void Attach(SocketTransport transport) => _transport = transport;

    /// <summary>Returns whether a transport is the current transport of the connection.</summary>
    public bool IsCurrent(SocketTransport transport) => _transport == transport;

    /// <summary>Replaces the transport of a reliable connection. The new transport receives all unacknowledged messages that have not expired.</summary>
    /// <param name="newcomer">The new transport.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="greeting">The message to send before the others; <see langword="null"/> for none.</param>
    public async Task<RecoveryOutcome> RecoverAsync(SocketTransport newcomer, WebSocket socket, Delivery? greeting)
    {
        SocketTransport? old;
        lock (_gate)
        {
            if (_hasEnded || _isRecovering || _unacknowledged is null)
            {
                return RecoveryOutcome.Refused;
            }

            _isRecovering = true;
            _window?.Dispose();
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
                return RecoveryOutcome.Refused;
            }

            if (!isDrained)
            {
                OpenWindow();
                return RecoveryOutcome.Failed;
            }

            if (greeting is not null)
            {
                newcomer.TryAdd(new OutgoingMessage(greeting, codec.Encode(greeting)!.Value));
            }

            newcomer.AddAll(_unacknowledged.All.Where(message => !message.Delivery.HasExpired(environment.Time)));
            _transport = newcomer;
        }

        Observe(EmulatorConnectionEventKind.Recovered);
        newcomer.Open(socket);
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
    public void Lose(SocketTransport transport)
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
                OpenWindow();
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

        _gone.Cancel();
    }

    private void Observe(EmulatorConnectionEventKind kind, string? reason = null) =>
        environment.Observer.Add(new EmulatorConnectionEvent(kind, identity.Hub, identity.Id, identity.UserId, identity.Subprotocol) { Reason = reason });

    private void DropSlow(CloseRequest request, SocketTransport? unread)
    {
        environment.Logger.SlowClient(identity.Id, identity.Hub);
        Close(request, lastMessage: null);
        unread?.Abort(); // this client would not read a close frame
    }

    private void OpenWindow()
    {
        ITimer? window = null;
        window = environment.Time.CreateTimer(_ => Expire(window), state: null, RecoveryWindow, Timeout.InfiniteTimeSpan);
        _window = window;
    }

    private void Expire(ITimer? window)
    {
        lock (_gate)
        {
            if (_window != window || _transport is not null || _isRecovering)
            {
                return; // this window has already ended
            }
        }

        Close(CloseRequest.With(WebSocketCloseStatus.PolicyViolation, "The connection recovery timeout expired."), lastMessage: null);
    }
}
