// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.LivePage;

/// <summary>The fields of a message other than its group, event and payload.</summary>
internal static class MessageFields
{
    public static IEnumerable<(string Name, string Value)> Of(WebPubSubMessage? message) => Find(message)
        .Where(field => !string.IsNullOrEmpty(field.Value))
        .Select(field => (field.Name, field.Value!));

    private static IEnumerable<(string Name, string? Value)> Find(WebPubSubMessage? message) => message switch
    {
        JoinGroupMessage join => [AckId(join.AckId)],
        LeaveGroupMessage leave => [AckId(leave.AckId)],
        SendToGroupMessage send =>
        [
            Type(send.DataType),
            AckId(send.AckId),
            ("No echo", send.NoEcho ? "yes" : null),
            ("Time to live", send.TtlSeconds == 0 ? null : Text($"{send.TtlSeconds} s")),
            Metadata(send.Metadata),
        ],
        SendEventMessage sent => [Type(sent.DataType), AckId(sent.AckId), Metadata(sent.Metadata)],
        GroupDataMessage data => [("From", "group"), Type(data.DataType), ("From user", data.FromUserId), Metadata(data.Metadata), Stream(data.Stream)],
        ServerDataMessage data => [("From", "server"), Type(data.DataType), Metadata(data.Metadata)],
        AckMessage ack => [AckId(ack.AckId), ("Success", ack.Success ? "yes" : "no")],
        SequenceAckMessage ack => [("Sequence id", Text($"{ack.SequenceId}"))],
        InvokeMessage invoke => [("Invocation", invoke.InvocationId), ("Target", invoke.Target), Type(invoke.DataType)],
        InvokeResponseMessage response => [("Invocation", response.InvocationId), ("Success", response.Success ? "yes" : "no"), response.DataType is { } type ? Type(type) : default],
        CancelInvocationMessage cancel => [("Invocation", cancel.InvocationId)],
        StreamStartMessage start => [("Stream", start.StreamId), ("No echo", start.NoEcho ? "yes" : null)],
        StreamDataMessage data => [("Stream", data.StreamId), ("Fragment", Text($"{data.StreamSequenceId}")), Type(data.DataType)],
        StreamEndMessage end => [("Stream", end.StreamId), ("Error", Describe(end.Error))],
        StreamAckMessage ack => [("Stream", ack.StreamId), ("Expected fragment", Text($"{ack.ExpectedSequenceId}"))],
        StreamNackMessage nack => [("Stream", nack.StreamId), ("Expected fragment", Text($"{nack.ExpectedSequenceId}")), ("Error", nack.Name), ("Error message", nack.Message)],
        StreamClosedMessage closed => [("Stream", closed.StreamId), ("Error", Describe(closed.Error))],
        SetGroupStateMessage set => [AckId(set.AckId), ("State", Join(set.State))],
        GroupStateSnapshotMessage snapshot => [("Items", Text($"{snapshot.Items.Count}"))],
        GroupStateUpdateMessage update => [("Items", Text($"{update.Items.Count}"))],
        _ => [],
    };

    private static string? Describe(StreamError? error) =>
        error is null ? null : string.Join(": ", new[] { error.Name, error.UserErrorCode, error.Message }.Where(part => !string.IsNullOrEmpty(part)));

    private static (string Name, string? Value) AckId(long? ackId) => ("Ack id", ackId?.ToString(CultureInfo.InvariantCulture));

    private static (string Name, string? Value) Type(WebPubSubDataType type) => ("Data type", type.ToString().ToLowerInvariant());

    private static (string Name, string? Value) Metadata(IReadOnlyDictionary<string, string>? metadata) => ("Metadata", Join(metadata));

    private static (string Name, string? Value) Stream(StreamFragment? fragment) => ("Stream", fragment?.ToString());

    private static string? Join(IReadOnlyDictionary<string, string>? pairs) =>
        pairs is null ? null : string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
