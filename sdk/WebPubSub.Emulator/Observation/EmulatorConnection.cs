// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator;

/// <summary>A connection as it was at one moment.</summary>
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

    /// <summary>Gets its hub, in lower case.</summary>
    public string Hub => _connection.Hub;

    /// <summary>Gets its id.</summary>
    public string ConnectionId => _connection.Id;

    /// <summary>Gets its user; <see langword="null"/> for an anonymous one.</summary>
    public string? UserId => string.IsNullOrEmpty(_connection.UserId) ? null : _connection.UserId;

    /// <summary>Gets its subprotocol; <see langword="null"/> for none.</summary>
    public string? Subprotocol { get; internal init; }

    /// <summary>Gets when it was opened, by the clock of the emulator.</summary>
    public DateTimeOffset OpenedAt { get; internal init; }

    /// <summary>Gets the groups that it was in, sorted.</summary>
    public IReadOnlyList<string> Groups { get; internal init; } = [];

    /// <summary>Gets the roles that its token or its event handler gave it. What was granted later is not among them.</summary>
    public IReadOnlyList<string> Roles => _permissions.Roles;

    /// <summary>Gets what it may do, grants and revocations included, in the form of roles; what was revoked is preceded by <c>not</c>.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary>Gets whether it had lost its transport and waited for its client to come back.</summary>
    public bool IsDetached { get; internal init; }

    /// <summary>Gets how many messages waited to be written, or to be acknowledged by a reliable client.</summary>
    public int BufferedMessages { get; }

    /// <summary>Gets how many bytes these had.</summary>
    public long BufferedBytes { get; }

    /// <summary>Gets whether it may, at this moment, send to a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Whether it may.</returns>
    public bool CanSendToGroup(string group) => _permissions.CanSend(group);

    /// <summary>Gets whether it may, at this moment, join and leave a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Whether it may.</returns>
    public bool CanJoinLeaveGroup(string group) => _permissions.CanJoinOrLeave(group);

    /// <summary>Says it in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        $"{ConnectionNames.Of(ConnectionId, UserId)} of '{Hub}' ({Subprotocol ?? "no subprotocol"}{(IsDetached ? ", without transport" : "")})"
        + (Groups.Count == 0 ? "" : $" in {string.Join(", ", Groups.Take(10))}{(Groups.Count > 10 ? ", ..." : "")}");
}
