// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Permissions;
using WebPubSub.Emulator.Protocols;

namespace WebPubSub.Emulator.Connections;

/// <summary>The connection of one client: its identity, its state, and its link. See docs/protocols/client-protocols.md#2-state-of-a-connection.</summary>
internal sealed class ClientConnection : IObservedConnection
{
    private readonly ConnectionIdentity _identity;
    private readonly ConnectionEnvironment _environment;
    private readonly Action<ClientConnection> _ended;
    private readonly IFrameProcessor _processor;
    private PendingNotifications? _notifications; // created on first use, because few handlers receive group events
    private volatile bool _isWaitingForOthers;
    private long _lastEventId; // the ID of the connect event is 0
    private long _lastStateTime;

    /// <param name="identity">The identity of the connection.</param>
    /// <param name="codec">The codec of its messages.</param>
    /// <param name="createProcessor">Creates the processor of the client's messages.</param>
    /// <param name="ended">Called once, when the connection has ended and can no longer be recovered.</param>
    /// <param name="environment">The limits and services that all connections share.</param>
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
        ReceiveLoop = new SocketReceiveLoop(Link, _processor, environment.Time);
    }

    public ConnectionIdentity Identity => _identity;

    public string Id => _identity.Id;

    public string Hub => _identity.Hub;

    public string? UserId => _identity.UserId;

    public string? Subprotocol => _identity.Subprotocol;

    public GroupPermissions Permissions => _identity.Permissions;

    public MessageCodec Codec { get; }

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Gets the link to the client.</summary>
    public ConnectionLink Link { get; }

    /// <summary>Gets the pump that reads the transports of the connection.</summary>
    public SocketReceiveLoop ReceiveLoop { get; }

    public EmulatorLimits Limits => _environment.Limits;

    /// <summary>Gets whether the client has open streams.</summary>
    public bool HasOpenStreams => _processor.HasOpenStreams;

    /// <summary>Gets or sets the connection state that event handlers have set.</summary>
    public string? State { get; set; }

    /// <summary>Gets the cookies that event handlers set on the connection.</summary>
    public required CookieStore Cookies { get; init; }

    /// <summary>Gets the groups of the connection. Only its hub accesses them.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Returns the time for a change of the connection's state in a group: the current time, or 1 ms after the previous change if that is later.
    /// See docs/protocols/client-protocols.md#152-downstream.
    /// </summary>
    public DateTimeOffset NextStateTime(DateTimeOffset now)
    {
        _lastStateTime = Math.Max(now.ToUnixTimeMilliseconds(), _lastStateTime + 1);
        return DateTimeOffset.FromUnixTimeMilliseconds(_lastStateTime);
    }

    public long NextEventId() => Interlocked.Increment(ref _lastEventId);

    /// <summary>Records a pending notification to an event handler about the groups of the connection.</summary>
    public void AddNotification(Task notification) => LazyInitializer.EnsureInitialized(ref _notifications).Add(notification);

    /// <summary>Waits while too many notifications about the groups of the connection are pending.</summary>
    public Task WhenNotifiedAsync(CancellationToken cancellationToken) => _notifications?.WaitForCapacityAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Reports a message of the client to the observer, and sets it as the current cause.</summary>
    public void Observe(EmulatorMessage message)
    {
        _environment.Observer.Add(message);
        Cause.Set(message);
    }

    /// <summary>Sends a message to this connection only.</summary>
    public void Send(Delivery delivery)
    {
        _environment.Observer.Add(EmulatorMessage.To(this, delivery.Message, delivery.Explanation));
        Link.Deliver(delivery, isBroadcast: false);
    }

    /// <summary>Ends the connection after the queued messages. A client whose subprotocol supports it receives a last message before the close.</summary>
    public void Close(CloseRequest request, Delivery? lastMessage = null) => Link.Close(request, lastMessage);

    /// <summary>Waits for the members of a group that are far behind with their acknowledgements.</summary>
    /// <remarks>It skips this client and members that wait for others, because the emulator does not read their acknowledgements during the wait.</remarks>
    public async Task WaitForSlowMembersAsync(ClientConnection[] members)
    {
        _isWaitingForOthers = true;
        try
        {
            await Task.WhenAll(members.Where(member => member.Link.IsBlockingPublishers).Select(member => member.Link.WaitForAcknowledgementsAsync(() => !member._isWaitingForOthers)));
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
