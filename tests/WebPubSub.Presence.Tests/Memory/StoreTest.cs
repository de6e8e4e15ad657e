// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Presence.Memory;

namespace WebPubSub.Presence.Tests.Memory;

/// <summary>Base class of tests of the store, with a clock that the test moves.</summary>
public abstract class StoreTest : IDisposable
{
    private PresenceState? _store;

    internal PresenceState Store => _store ??= new PresenceState(Options, Time);

    protected FakeTimeProvider Time { get; } = new();

    protected WebPubSubPresenceOptions Options { get; } = new();

    public void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns the users as text, such as <c>ann:2 bob:1</c>.</summary>
    protected string Users(string? group = null) => string.Join(' ', Store.GetUsers(group).Select(user => $"{user.UserId}:{user.Connections}"));

    protected string[] Connections(string? group = null) => [.. Store.GetConnections(group, userId: null).Select(connection => connection.ConnectionId)];

    protected static WebPubSubGroupMember Member(string connectionId, string? userId) => new(connectionId) { UserId = userId };
}
