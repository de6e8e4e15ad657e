// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator.Connections;

/// <summary>One client: who it is, and what is sent to it. A reliable one outlives its socket for a while. Client protocol reference, sections 2 and 11.</summary>
#pragma warning disable CA1001 // its token source has no timer and nothing that needs to be let go of
internal sealed partial class ClientConnection
#pragma warning restore CA1001
{
    private readonly Lock _gate = new(); // shared with its sockets
    private readonly CancellationTokenSource _gone = new(); // nobody is left who could be answered
    private readonly UnacknowledgedMessages? _unacknowledged;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private SocketTransport? _transport;
    private ITimer? _timer; // of the recovery window
    private PendingNotifications? _notifications; // few handlers want to know of groups
    private bool _hasEnded;
    private volatile bool _isFarBehind; // more than half of what it may leave unacknowledged
    private volatile bool _isGivenUp;
    private volatile bool _isWaitingForOthers;
    private TaskCompletionSource? _acknowledged; // a publisher waits for it
    private bool _isBufferFull; // on purpose
    private long _lastEventId; // connect was 0
    private long _lastStateTime;

    public ClientConnection(
        string id, string hub, string? userId, string? subprotocol, GroupPermissions permissions, EmulatorLimits limits, TimeProvider time, ILogger logger)
    {
        Limits = limits;
        Id = id;
        Hub = hub;
        UserId = userId;
        Subprotocol = subprotocol;
        Permissions = permissions;
        _unacknowledged = Subprotocols.IsReliable(subprotocol) ? new UnacknowledgedMessages(limits) : null;
        _time = time;
        _logger = logger;
        OpenedAt = time.GetUtcNow();
    }

    public Lock Gate => _gate;

    public string Id { get; }

    public string Hub { get; }

    public string? UserId { get; }

    public string? Subprotocol { get; }

    public GroupPermissions Permissions { get; }

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Gets who sees what is sent to it and what happens to it.</summary>
    public required EmulatorTrace Trace { get; init; }

    public EmulatorLimits Limits { get; }

    public bool IsReliable => _unacknowledged is not null;

    private bool IsFarBehind => _isFarBehind && !_isGivenUp && !_isWaitingForOthers && !_hasEnded && _transport is not null;

    /// <summary>Gets whether it has no socket at the moment.</summary>
    public bool IsDetached => _transport is null;

    /// <summary>Gets or sets what event handlers keep with the connection.</summary>
    public string? State { get; set; }

    /// <summary>Gets the cookies that event handlers set on the connection.</summary>
    public required CookieJar Cookies { get; init; }

    /// <summary>Gets the groups that it is in; only its hub touches them.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    public IClientProtocol Protocol { get; set; } = null!;

    /// <summary>Gets or sets what happens once, when the connection has ended and can no longer be recovered.</summary>
    public Action<ClientConnection> Ended { get; set; } = _ => { };

    /// <summary>Gets why it ended, in words.</summary>
    public string EndReason { get; private set; } = "The transport was lost.";

    /// <summary>Gets the close code that it ended with; 0 for none.</summary>
    public int EndStatus { get; private set; }

    /// <summary>The time of a change of its state in a group: now, or a moment after the change before it. Client protocol reference, section 15.2.</summary>
    public DateTimeOffset NextStateTime(DateTimeOffset now)
    {
        _lastStateTime = Math.Max(now.ToUnixTimeMilliseconds(), _lastStateTime + 1);
        return DateTimeOffset.FromUnixTimeMilliseconds(_lastStateTime);
    }

    /// <summary>Remembers that an event handler is being told of its groups.</summary>
    public void AddNotification(Task notification) => LazyInitializer.EnsureInitialized(ref _notifications).Add(notification);

    /// <summary>Waits until event handlers have caught up with what the client did to its groups.</summary>
    public Task WhenNotifiedAsync(CancellationToken cancellationToken) => _notifications?.WhenRoomAsync(cancellationToken) ?? Task.CompletedTask;

    public long NextEventId() => Interlocked.Increment(ref _lastEventId);

    /// <summary>Sends a message to this connection alone.</summary>
    public void Send(Delivery delivery)
    {
        Trace.Add(EmulatorMessage.To(this, delivery));
        Deliver(delivery);
    }

    /// <summary>Sends a message, or keeps it for a client that may come back; ends a client that does not keep up.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isOneOfMany">Whether so many are sent it that it may be written a moment later, together with others.</param>
    public void Deliver(Delivery delivery, bool isOneOfMany = false)
    {
        if (Protocol.Encode(delivery) is not { } frame)
        {
            return;
        }

        var message = new OutgoingMessage(delivery, frame);
        SocketTransport? transport;
        bool isKept;
        Admission admission;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            transport = _transport;
            isKept = !_isBufferFull && (_unacknowledged is null || !delivery.IsData || _unacknowledged.TryAdd(ref message));
            _isFarBehind = _unacknowledged?.IsHalfFull == true;
            admission = !isKept || transport is null ? Admission.Waits : transport.Admit(message, isOneOfMany);
        }

        switch (admission)
        {
            case Admission.WriteNow:
                transport!.Write(message);
                break;
            case Admission.Schedule:
                transport!.Schedule();
                break;
            case Admission.WriteWaiting:
                transport!.WriteWaiting();
                break;
            case Admission.Full:
                DropSlow(CloseRequest.TooSlow, transport);
                break;
            case Admission.Waits when !isKept:
                DropSlow(IsReliable ? CloseRequest.TooManyUnacknowledged : CloseRequest.TooSlow, unread: IsReliable ? null : transport);
                break;
        }
    }

    /// <summary>Takes the next message for one too many.</summary>
    public void FillBuffer()
    {
        lock (_gate)
        {
            _isBufferFull = true;
        }
    }

    /// <summary>How much waits to be written, or to be acknowledged.</summary>
    public (int Messages, long Bytes) CountBuffered()
    {
        lock (_gate)
        {
            return _unacknowledged?.Count ?? _transport?.CountWaiting() ?? default;
        }
    }

    /// <summary>The client has everything up to this number.</summary>
    public void Acknowledge(long sequenceId)
    {
        lock (_gate)
        {
            _unacknowledged?.Acknowledge(sequenceId);
            _isFarBehind = _unacknowledged?.IsHalfFull == true;
            _isGivenUp = false;
            _acknowledged?.TrySetResult();
            _acknowledged = null;
        }
    }

    /// <summary>
    /// Waits until the members of a group have acknowledged at least half of their messages. A publisher that sends without a pause would otherwise
    /// fill their queues before their acknowledgements are read, and end the connection of a client that keeps up.
    /// </summary>
    /// <remarks>
    /// If a member does not send its next acknowledgement in time, later calls skip it until it acknowledges a message. This client, and members that wait for
    /// others, are skipped too, because their acknowledgements are not read meanwhile.
    /// </remarks>
    public async Task LetCatchUpAsync(ClientConnection[] members)
    {
        _isWaitingForOthers = true;
        try
        {
            await Task.WhenAll(members.Where(member => member.IsFarBehind).Select(member => member.CatchUpAsync()));
        }
        finally
        {
            _isWaitingForOthers = false;
        }
    }

    private async Task CatchUpAsync()
    {
        while (IsFarBehind)
        {
            try
            {
                await NextAcknowledgement().WaitAsync(Limits.CatchUpTimeout, TimeProvider.System); // also when the clock of a test stands still
            }
            catch (TimeoutException)
            {
                _isGivenUp = true;
            }
        }
    }

    /// <summary>Ends the connection after what is queued, with a last message for clients that understand it.</summary>
    public void Close(CloseRequest request, Delivery? lastMessage = null)
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
            if (lastMessage is not null && Protocol.Encode(lastMessage) is { } frame)
            {
                transport?.TryAdd(new OutgoingMessage(lastMessage, frame));
            }

            transport?.Complete(request);
            _timer?.Dispose();
        }

        Ended(this);
        transport?.Flush();
        if (transport is null)
        {
            _gone.Cancel();
        }
    }

    private Task NextAcknowledgement()
    {
        lock (_gate)
        {
            return IsFarBehind ? (_acknowledged ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }
    }

    private void DropSlow(CloseRequest request, SocketTransport? unread)
    {
        _logger.SlowClient(Id, Hub);
        Close(request);
        unread?.Abort(); // no close would be read there
    }

    private ITimer StartTimer(Action action, TimeSpan dueTime) =>
        _time.CreateTimer(static state => ((Action)state!)(), action, dueTime, Timeout.InfiniteTimeSpan);
}
