// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>One client: who it is, what is known of it, and the way to it. Client protocol reference, section 2.</summary>
internal sealed class ClientConnection : IObservedConnection
{
    private readonly ConnectionIdentity _identity;
    private readonly ConnectionEnvironment _environment;
    private readonly Action<ClientConnection> _ended;
    private readonly IFrameProcessor _processor;
    private PendingNotifications? _notifications; // few handlers receive group events
    private volatile bool _isWaitingForOthers;
    private long _lastEventId; // connect was 0
    private long _lastStateTime;

    /// <param name="identity">Who it is.</param>
    /// <param name="codec">The form of its messages.</param>
    /// <param name="createProcessor">Creates what carries out the messages of the client.</param>
    /// <param name="ended">Called once, when the connection has ended and can no longer be recovered.</param>
    /// <param name="environment">What all connections share.</param>
    public ClientConnection(
        ConnectionIdentity identity,
        MessageCodec codec,
        Func<ClientConnection, IFrameProcessor> createProcessor,
        Action<ClientConnection> ended,
        ConnectionEnvironment environment)
    {
        _identity = identity;
        _environment = environment;
        _ended = ended;
        Codec = codec;
        OpenedAt = environment.Time.GetUtcNow();
        Link = new ConnectionLink(identity, codec, End, environment);
        _processor = createProcessor(this);
        Pump = new SocketPump(Link, _processor, environment.Time);
    }

    public ConnectionIdentity Identity => _identity;

    public string Id => _identity.Id;

    public string Hub => _identity.Hub;

    public string? UserId => _identity.UserId;

    public string? Subprotocol => _identity.Subprotocol;

    public GroupPermissions Permissions => _identity.Permissions;

    public MessageCodec Codec { get; }

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Gets the way to the client.</summary>
    public ConnectionLink Link { get; }

    /// <summary>Gets what reads its sockets.</summary>
    public SocketPump Pump { get; }

    public EmulatorLimits Limits => _environment.Limits;

    /// <summary>Gets whether the client has open streams.</summary>
    public bool HasOpenStreams => _processor.HasOpenStreams;

    /// <summary>Gets or sets what event handlers keep with the connection.</summary>
    public string? State { get; set; }

    /// <summary>Gets the cookies that event handlers set on the connection.</summary>
    public required CookieJar Cookies { get; init; }

    /// <summary>Gets the groups that it is in. Only its hub touches them.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Returns the time of a change of its state in a group: now, or a moment after the change before it. Client protocol reference, section 15.2.</summary>
    public DateTimeOffset NextStateTime(DateTimeOffset now)
    {
        _lastStateTime = Math.Max(now.ToUnixTimeMilliseconds(), _lastStateTime + 1);
        return DateTimeOffset.FromUnixTimeMilliseconds(_lastStateTime);
    }

    public long NextEventId() => Interlocked.Increment(ref _lastEventId);

    /// <summary>Remembers that an event handler is being told of its groups.</summary>
    public void AddNotification(Task notification) => LazyInitializer.EnsureInitialized(ref _notifications).Add(notification);

    /// <summary>Waits until event handlers have caught up with what the client did to its groups.</summary>
    public Task WhenNotifiedAsync(CancellationToken cancellationToken) => _notifications?.WhenRoomAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Observes a message of the client.</summary>
    public void Observe(EmulatorMessage message)
    {
        _environment.Observer.Add(message);
        Cause.Set(message);
    }

    /// <summary>Sends a message to this connection alone.</summary>
    public void Send(Delivery delivery)
    {
        _environment.Observer.Add(EmulatorMessage.To(this, delivery.Message));
        Link.Deliver(delivery, isOneOfMany: false);
    }

    /// <summary>Ends the connection after what is queued, with a last message for clients that understand it.</summary>
    public void Close(CloseRequest request, Delivery? lastMessage = null) => Link.Close(request, lastMessage);

    /// <summary>Waits until the members of a group have acknowledged at least half of their messages.</summary>
    /// <remarks>This client, and members that wait for others, are skipped, because their acknowledgements are not read meanwhile.</remarks>
    public async Task LetCatchUpAsync(ClientConnection[] members)
    {
        _isWaitingForOthers = true;
        try
        {
            await Task.WhenAll(members.Where(member => member.Link.IsAwaited).Select(member => member.Link.WhenCaughtUpAsync(() => !member._isWaitingForOthers)));
        }
        finally
        {
            _isWaitingForOthers = false;
        }
    }

    private void End()
    {
        _processor.End();
        _ended(this);
    }
}
