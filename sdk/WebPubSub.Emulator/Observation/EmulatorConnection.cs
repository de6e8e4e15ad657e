// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator;

/// <summary>A snapshot of a connection.</summary>
public sealed class EmulatorConnection
{
    private readonly IObservedConnection _connection;
    private readonly GroupPermissions _permissions;

    internal EmulatorConnection(IObservedConnection connection, GroupPermissions permissions, (int Messages, long Bytes) buffered)
    {
        _connection = connection;
        _permissions = permissions;
        BufferedMessages = buffered.Messages;
        BufferedBytes = buffered.Bytes;
        Permissions = permissions.Current;
    }

    /// <summary>Gets the hub, in lower case.</summary>
    public string Hub => _connection.Hub;

    /// <summary>Gets the connection ID.</summary>
    public string ConnectionId => _connection.Id;

    /// <summary>Gets the user ID; <see langword="null"/> for an anonymous client.</summary>
    public string? UserId => string.IsNullOrEmpty(_connection.UserId) ? null : _connection.UserId;

    /// <summary>Gets the subprotocol; <see langword="null"/> for none.</summary>
    public string? Subprotocol { get; internal init; }

    /// <summary>Gets the time at which the connection was opened, by the clock of the emulator.</summary>
    public DateTimeOffset OpenedAt { get; internal init; }

    /// <summary>Gets the groups of the connection, sorted.</summary>
    public IReadOnlyList<string> Groups { get; internal init; } = [];

    /// <summary>Gets the roles from the token or from the event handler. They do not include later grants.</summary>
    public IReadOnlyList<string> Roles => _permissions.Roles;

    /// <summary>Gets the permissions in the form of roles, including grants and revocations. A revoked permission starts with <c>not</c>.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary>Gets whether the connection had lost its transport and waited for a recovery.</summary>
    public bool IsDetached { get; internal init; }

    /// <summary>Gets the number of messages that waited to be written or, for a reliable client, to be acknowledged.</summary>
    public int BufferedMessages { get; }

    /// <summary>Gets the size of these messages, in bytes.</summary>
    public long BufferedBytes { get; }

    /// <summary>Returns whether the connection can currently send to a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Whether the connection has the permission.</returns>
    public bool CanSendToGroup(string group) => _permissions.CanSend(group);

    /// <summary>Returns whether the connection can currently join and leave a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Whether the connection has the permission.</returns>
    public bool CanJoinLeaveGroup(string group) => _permissions.CanJoinOrLeave(group);

    /// <summary>Returns a description of the connection in one line.</summary>
    /// <returns>The description.</returns>
    public override string ToString() =>
        $"{ConnectionNames.Of(ConnectionId, UserId)} of '{Hub}' ({Subprotocol ?? "no subprotocol"}{(IsDetached ? ", without transport" : "")})"
        + (Groups.Count == 0 ? "" : $" in {string.Join(", ", Groups.Take(10))}{(Groups.Count > 10 ? ", ..." : "")}");
}
