// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Protocol;

/// <content>The rare properties, and the preview messages: invocations, streams and group states.</content>
public static partial class JsonDownstreamReader
{
    private static WebPubSubMessage ReadPreview(ReadOnlySpan<byte> utf8Json, in Frame frame) => frame.Type switch
    {
        FrameType.InvokeResponse => ReadInvokeResponse(utf8Json, frame),
        FrameType.StreamAck => new StreamAckMessage(Require(frame.StreamId, "streamId"), Require(frame.ExpectedSequenceId, "expectedSequenceId")),
        FrameType.StreamNack => new StreamNackMessage(
            Require(frame.StreamId, "streamId"), Require(frame.ExpectedSequenceId, "expectedSequenceId"), frame.Name ?? "", frame.Message),
        FrameType.StreamClosed => new StreamClosedMessage(Require(frame.StreamId, "streamId"), frame.StreamError),
        FrameType.GroupStateSnapshot => new GroupStateSnapshotMessage(Require(frame.Group, "group"), frame.Items ?? [], frame.SequenceId),
        _ => new GroupStateUpdateMessage(Require(frame.Group, "group"), frame.Items ?? [], frame.SequenceId),
    };

    private static InvokeResponseMessage ReadInvokeResponse(ReadOnlySpan<byte> utf8Json, in Frame frame)
    {
        BinaryData? data = ReadPayload(utf8Json, frame);
        return data is null && frame.DataLength > 0
            ? throw new FormatException("data does not fit its dataType")
            : new InvokeResponseMessage(
                Require(frame.InvocationId, "invocationId"),
                frame.Success ?? throw Missing("success"),
                data is null ? null : frame.DataType,
                data,
                frame.AckError is { } error ? new InvokeResponseError(error.Name, error.Message) : null);
    }

    private static Dictionary<string, string>? ReadPairs(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            pairs[pair.Name] = pair.Value.GetString() ?? "";
        }

        return pairs;
    }

    private static AckMessageError? ReadAckError(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? new AckMessageError(FindString(error, "name"u8) ?? "", FindString(error, "message"u8) ?? "")
        : null;

    private static StreamError? ReadStreamError(JsonElement error) => error.ValueKind == JsonValueKind.Object
        ? new StreamError(FindString(error, "name"u8), FindString(error, "message"u8), FindString(error, "userErrorCode"u8))
        : null;

    private static StreamFragment? ReadStream(JsonElement stream)
    {
        if (stream.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return new StreamFragment(
            Require(FindString(stream, "streamId"u8), "streamId"),
            stream.TryGetProperty("streamSequenceId"u8, out JsonElement number) && number.TryGetInt64(out long sequenceId) && sequenceId >= 0 ? sequenceId : throw Missing("streamSequenceId"),
            stream.TryGetProperty("endOfStream"u8, out JsonElement end) && end.ValueKind == JsonValueKind.True,
            stream.TryGetProperty("error"u8, out JsonElement error) ? ReadStreamError(error) : null);
    }

    private static GroupStateItem[] ReadItems(JsonElement items) => [.. items.EnumerateArray().Select(item => new GroupStateItem(
        Require(FindString(item, "connectionId"u8), "connectionId"),
        FindString(item, "userId"u8),
        item.TryGetProperty("state"u8, out JsonElement state) ? ReadPairs(state) : null,
        DateTimeOffset.FromUnixTimeMilliseconds(item.TryGetProperty("updatedAt"u8, out JsonElement at) && at.TryGetInt64(out long milliseconds) ? ToRange(milliseconds) : 0)))];

    // Limits the time to the range of DateTimeOffset.
    private static long ToRange(long milliseconds) => Math.Clamp(milliseconds, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    private static string? FindString(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
