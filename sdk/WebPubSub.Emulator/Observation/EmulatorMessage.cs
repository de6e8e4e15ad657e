// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator;

/// <summary>A message from a client, or a message to one or more clients. A message to several clients is one entry.</summary>
public sealed class EmulatorMessage : EmulatorTraceEntry
{
    private const int MaxMalformedLength = 1024;
    private const int BytesOfRecipient = 8; // the entry keeps a reference to each recipient

    private readonly IObservedConnection? _connection; // for a message with one connection
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

    /// <summary>Gets whether a client sent the message. Otherwise, the message was sent to clients.</summary>
    public bool IsFromClient { get; private init; }

    /// <summary>Gets the message, regardless of the subprotocol; <see langword="null"/> for a malformed message.</summary>
    /// <value>
    /// A frame of a client without a subprotocol is a <see cref="SendEventMessage"/> or a <see cref="SendToGroupMessage"/>, depending on the mode of the client.
    /// The message contains no sequence ID of a reliable client. A <see cref="ConnectedMessage"/> contains no reconnection token, because the token is a secret.
    /// </value>
    public WebPubSubMessage? Message { get; }

    /// <summary>Gets the beginning of a malformed message, or <see langword="null"/>.</summary>
    public BinaryData? MalformedFrame { get; private init; }

    /// <summary>Gets the payload, or <see langword="null"/> for a message without a payload.</summary>
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

    /// <summary>Gets the group that the message names, or <see langword="null"/>.</summary>
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

    /// <summary>Gets the event that the message names, or <see langword="null"/>.</summary>
    public string? EventName => Message switch
    {
        SendEventMessage message => message.EventName,
        InvokeMessage message => message.EventName,
        _ => null,
    };

    /// <summary>Gets the kind of the message: its name in the JSON subprotocol, or <c>malformed</c>.</summary>
    public string Kind => MessageKinds.NameOf(Message);

    /// <summary>Gets the connection that sent or received the message; <see langword="null"/> if several connections received it.</summary>
    public string? ConnectionId => _connection?.Id ?? (Recipients.Take(2).ToArray() is [{ } only] ? only.Id : null);

    /// <summary>Gets the user of that connection.</summary>
    public string? UserId => _connection?.UserId ?? (Recipients.Take(2).ToArray() is [{ } only] ? only.UserId : null);

    /// <summary>Gets the connections that received the message or, for a message from a client, the connection that sent it.</summary>
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

    internal static EmulatorMessage To(IObservedConnection connection, WebPubSubMessage message, string? explanation = null) => new(connection, WithoutSecret(message))
    {
        IsFailure = message is AckMessage { Success: false } or InvokeResponseMessage { Success: false } or StreamNackMessage,
        Reason = FindReason(message, explanation),
    };

    internal static EmulatorMessage To(IReadOnlyList<IObservedConnection> connections, IReadOnlySet<string> excluded, WebPubSubMessage message) =>
        new(connections, excluded, message);

    private protected override string Describe()
    {
        string what = string.Join(' ', new[] { Kind, Group is null ? null : $"'{Group}'", EventName is null ? null : $"'{EventName}'" }.OfType<string>());
        string data = Data is null ? "" : $" {TextPreview.Of(Data)}";
        string recipients = _connection is null ? $"{Recipients.Count()} connections" : ConnectionNames.Of(_connection.Id, _connection.UserId);
        return $"#{Number} {(IsFromClient ? "from" : "to")} {recipients} of '{Hub}': {what}{data}";
    }

    private static WebPubSubMessage WithoutSecret(WebPubSubMessage message) =>
        message is ConnectedMessage { ReconnectionToken: not null } connected ? new ConnectedMessage(connected.UserId, connected.ConnectionId, reconnectionToken: null) : message;

    private static string? FindReason(WebPubSubMessage message, string? explanation) => message switch
    {
        AckMessage { Error: { } error } => $"{error.Name}: {explanation ?? error.Message}",
        InvokeResponseMessage { Error: { } error } => $"{error.Name}: {error.Message}",
        DisconnectedMessage disconnected => disconnected.Reason,
        _ => null,
    };
}
