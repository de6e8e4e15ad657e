// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator;

/// <summary>A message that a client sent, or one that was sent to clients: the same for all of them is one message.</summary>
public sealed class EmulatorMessage : EmulatorTraceEntry
{
    private const int MaxMalformedLength = 1024;
    private const int BytesOfRecipient = 8; // who was there is kept with it

    private readonly IObservedConnection? _connection; // the only one
    private readonly IReadOnlyList<IObservedConnection> _connections = [];
    private readonly IReadOnlySet<string>? _excluded;

    private EmulatorMessage(IObservedConnection connection, WebPubSubMessage? message)
        : base(connection.Hub)
    {
        _connection = connection;
        Message = message;
    }

    private EmulatorMessage(IReadOnlyList<IObservedConnection> connections, IReadOnlySet<string> excluded, WebPubSubMessage message)
        : base(connections[0].Hub)
    {
        _connections = connections;
        _excluded = excluded.Count == 0 ? null : excluded;
        Message = message;
    }

    /// <summary>Gets whether a client sent it; otherwise it was sent to clients.</summary>
    public bool IsFromClient { get; private init; }

    /// <summary>Gets the message, whatever the subprotocol; <see langword="null"/> for one that could not be read.</summary>
    /// <value>
    /// A frame of a client without subprotocol is a <see cref="SendEventMessage"/> or a <see cref="SendToGroupMessage"/>: what it means.
    /// Numbers of reliable clients are left out, and so is the reconnection token of a <see cref="ConnectedMessage"/>, which is a secret.
    /// </value>
    public WebPubSubMessage? Message { get; }

    /// <summary>Gets the beginning of a message that could not be read.</summary>
    public BinaryData? MalformedFrame { get; private init; }

    /// <summary>Gets the payload, or <see langword="null"/> for a message that has none.</summary>
    public BinaryData? Data => Message switch
    {
        SendToGroupMessage message => message.Data,
        SendEventMessage message => message.Data,
        GroupDataMessage message => message.Data,
        ServerDataMessage message => message.Data,
        InvokeMessage message => message.Data,
        InvokeResponseMessage message => message.Data,
        StreamDataMessage message => message.Data,
        _ => null,
    };

    /// <summary>Gets the group that it names, or <see langword="null"/>.</summary>
    public string? Group => Message switch
    {
        JoinGroupMessage message => message.Group,
        LeaveGroupMessage message => message.Group,
        SendToGroupMessage message => message.Group,
        GroupDataMessage message => message.Group,
        StreamStartMessage message => message.Group,
        SetGroupStateMessage message => message.Group,
        SubscribeGroupStateMessage message => message.Group,
        UnsubscribeGroupStateMessage message => message.Group,
        GroupStateSnapshotMessage message => message.Group,
        GroupStateUpdateMessage message => message.Group,
        _ => null,
    };

    /// <summary>Gets the event that it names, or <see langword="null"/>.</summary>
    public string? EventName => Message switch
    {
        SendEventMessage message => message.EventName,
        InvokeMessage message => message.EventName,
        _ => null,
    };

    /// <summary>Gets what kind of message it is, by its name in the JSON subprotocol.</summary>
    public string Kind => MessageKinds.NameOf(Message);

    /// <summary>Gets the connection that sent it or was sent it; <see langword="null"/> when it went to several.</summary>
    public string? ConnectionId => _connection?.Id ?? (Recipients.Take(2).ToArray() is [{ } only] ? only.Id : null);

    /// <summary>Gets the user of that connection.</summary>
    public string? UserId => _connection?.UserId ?? (Recipients.Take(2).ToArray() is [{ } only] ? only.UserId : null);

    /// <summary>Gets the connections that it was sent to; of a client's message, the one that sent it.</summary>
    public IReadOnlyList<string> ConnectionIds => [.. Recipients.Select(connection => connection.Id)];

    internal override int Size => BytesOfRecipient * _connections.Count + (Data?.ToMemory().Length ?? MalformedFrame?.ToMemory().Length ?? 0);

    internal IEnumerable<IObservedConnection> Recipients => _connection is not null
        ? [_connection]
        : _connections.Where(connection => _excluded?.Contains(connection.Id) != true);

    internal static EmulatorMessage From(IObservedConnection connection, WebPubSubMessage message) => new(connection, message) { IsFromClient = true };

    internal static EmulatorMessage FromMalformed(IObservedConnection connection, ReadOnlySpan<byte> payload, string reason) => new(connection, message: null)
    {
        IsFromClient = true,
        MalformedFrame = BinaryData.FromBytes(payload[..Math.Min(payload.Length, MaxMalformedLength)].ToArray()),
        IsFailure = true,
        Reason = reason,
    };

    internal static EmulatorMessage To(IObservedConnection connection, WebPubSubMessage message) => new(connection, WithoutSecret(message))
    {
        IsFailure = message is AckMessage { Success: false } or InvokeResponseMessage { Success: false } or StreamNackMessage,
        Reason = FindReason(message),
    };

    internal static EmulatorMessage To(IReadOnlyList<IObservedConnection> connections, IReadOnlySet<string> excluded, WebPubSubMessage message) =>
        new(connections, excluded, message);

    private protected override string Describe()
    {
        string what = string.Join(' ', new[] { Kind, Group is null ? null : $"'{Group}'", EventName is null ? null : $"'{EventName}'" }.OfType<string>());
        string data = Data is null ? "" : $" {TextPreview.Of(Data)}";
        string whom = _connection is null ? $"{Recipients.Count()} connections" : ConnectionNames.Of(_connection.Id, _connection.UserId);
        return $"#{Number} {(IsFromClient ? "from" : "to")} {whom} of '{Hub}': {what}{data}";
    }

    private static WebPubSubMessage WithoutSecret(WebPubSubMessage message) =>
        message is ConnectedMessage { ReconnectionToken: not null } connected ? new ConnectedMessage(connected.UserId, connected.ConnectionId, reconnectionToken: null) : message;

    private static string? FindReason(WebPubSubMessage message) => message switch
    {
        AckMessage { Error: { } error } => $"{error.Name}: {error.Message}",
        InvokeResponseMessage { Error: { } error } => $"{error.Name}: {error.Message}",
        DisconnectedMessage disconnected => disconnected.Reason,
        _ => null,
    };
}
