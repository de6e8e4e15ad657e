// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>The way to one client: its socket, or with a reliable client several after one another, and what the client has not acknowledged. Client protocol reference, section 11.</summary>
/// <param name="identity">Whose it is.</param>
/// <param name="codec">The form of the messages.</param>
/// <param name="ended">Called once, when the connection has ended and can no longer be recovered.</param>
/// <param name="environment">What all connections share.</param>
#pragma warning disable CA1001 // its token source has no timer and nothing to release
internal sealed class ConnectionLink(ConnectionIdentity identity, MessageCodec codec, Action ended, ConnectionEnvironment environment)
#pragma warning restore CA1001
{
    private static readonly TimeSpan RecoveryWindow = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _gone = new(); // nobody is left who could be answered
    private readonly UnacknowledgedMessages? _unacknowledged = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits) : null;
    private readonly CatchUp? _catchUp = Subprotocols.IsReliable(identity.Subprotocol) ? new(environment.Limits.CatchUpTimeout) : null;
    private volatile SocketTransport? _transport;
    private volatile bool _hasEnded;
    private ITimer? _window; // in which the client may recover
    private bool _isRecovering;
    private bool _isBufferFull; // a fault

    public bool IsReliable => _unacknowledged is not null;

    /// <summary>Gets whether it has no socket at the moment.</summary>
    public bool IsDetached => _transport is null;

    /// <summary>Gets whether the connection has ended.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Gets the token that is cancelled when the client is gone for good.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Gets why the connection ended, in words.</summary>
    public string EndReason { get; private set; } = "The transport was lost.";

    /// <summary>Gets the close code that the connection ended with; 0 for none.</summary>
    public int EndStatus { get; private set; }

    /// <summary>Gets how much waits to be written, or to be acknowledged by a reliable client.</summary>
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

    /// <summary>Writes a message, or keeps it for a client that may come back; ends a client that does not keep up.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isOneOfMany">Whether many clients are sent it, so that it may be written a moment later, together with others.</param>
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
            result = !isKept || transport is null ? QueueResult.Queued : transport.Enqueue(message, isOneOfMany); // under the lock, so that the numbers are in order
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

    /// <summary>The client has everything up to this number.</summary>
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

    /// <summary>Waits until the client has acknowledged at least half of its messages, as long as it can.</summary>
    /// <param name="isRead">Whether someone reads its acknowledgements.</param>
    public Task WhenCaughtUpAsync(Func<bool> isRead) =>
        _catchUp?.WaitAsync(() => !_hasEnded && _transport is not null && isRead()) ?? Task.CompletedTask;

    /// <summary>Ends the connection after what is queued, with a last message for clients that understand it.</summary>
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
            _unacknowledged?.Clear(); // who looks back at the connection does not need them
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

    /// <summary>Gives the connection its first socket.</summary>
    public void Attach(SocketTransport transport) => _transport = transport;

    /// <summary>Whether a socket is the one of the connection, and no other has taken over.</summary>
    public bool IsCurrent(SocketTransport transport) => _transport == transport;

    /// <summary>Replaces the socket of a reliable connection. The new socket receives all unacknowledged messages.</summary>
    /// <param name="newcomer">The new transport.</param>
    /// <param name="socket">Its socket.</param>
    /// <param name="greeting">A message before the others; <see langword="null"/> for none.</param>
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
            _transport = null; // what is sent meanwhile is kept
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

    /// <summary>Cuts the transport, as a broken network does.</summary>
    /// <returns>Whether there was one.</returns>
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

    /// <summary>A socket is gone. A reliable client may come back; the connection of another one ends.</summary>
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
            Observe(EmulatorConnectionEventKind.Dropped, $"Its transport was lost; its client may come back within {RecoveryWindow.TotalSeconds} s.");
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
        unread?.Abort(); // no close would be read there
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
                return; // this window is over
            }
        }

        Close(CloseRequest.With(WebSocketCloseStatus.PolicyViolation, "The connection recovery timeout expired."), lastMessage: null);
    }
}
