// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <content>The preview messages: invocations, streams and group states.</content>
public static partial class JsonUpstreamReader
{
    /// <summary>Reads one frame, which can also contain a preview message.</summary>
    /// <param name="utf8Json">The whole frame.</param>
    /// <returns>The message. It keeps no reference to <paramref name="utf8Json"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed. The message states the error. The service closes the connection with status 1007.</exception>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public static WebPubSubMessage ReadWithPreview(ReadOnlyMemory<byte> utf8Json) => Read(utf8Json, hasPreview: true);

    private static WebPubSubMessage ReadPreview(string type, JsonElement frame, long? ackId) => type switch
    {
        "invoke" => ReadInvoke(frame),
        "cancelinvocation" => new CancelInvocationMessage(ReadString(frame, "invocationId")),
        "streamdata" => ReadStreamData(frame),
        "streamend" => new StreamEndMessage(ReadString(frame, "streamId"), ReadStreamError(frame)),
        "setgroupstate" => new SetGroupStateMessage(ReadGroup(frame), ReadState(frame), ackId),
        "subscribegroupstate" => new SubscribeGroupStateMessage(ReadGroup(frame), ackId),
        "unsubscribegroupstate" => new UnsubscribeGroupStateMessage(ReadGroup(frame), ackId),
        _ => throw new FormatException("type is unknown"),
    };

    // The service validates the target and the event. It answers with an error instead of a close. See docs/protocols/client-protocols.md#132-server-behavior.
    private static InvokeMessage ReadInvoke(JsonElement frame)
    {
        string id = ReadString(frame, "invocationId");
        string target = ReadString(frame, "target");
        string? eventName = ReadOptionalString(frame, "event");
        if (!frame.TryGetProperty("data"u8, out _))
        {
            return new InvokeMessage(id, eventName, null, WebPubSubDataType.Json, target);
        }

        (BinaryData data, WebPubSubDataType dataType) = ReadData(frame, mayBeMissing: false);
        return new InvokeMessage(id, eventName, data, dataType, target);
    }

    private static JsonElement? FindStream(JsonElement frame) =>
        frame.TryGetProperty("stream"u8, out JsonElement stream) && stream.ValueKind != JsonValueKind.Null ? stream : null;

    // If the stream ID can be read, the service closes the stream and not the connection. See docs/protocols/client-protocols.md#144-server-state-machine.
    private static StreamStartMessage ReadStreamStart(JsonElement frame, JsonElement stream)
    {
        if (stream.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("stream is not an object");
        }

        string streamId = ReadString(stream, "streamId");
        string group = ReadGroup(frame);
        bool noEcho = ReadNoEcho(frame);
        string? fault = string.IsNullOrWhiteSpace(streamId) ? "streamId is blank"
            : frame.TryGetProperty("data"u8, out _) || frame.TryGetProperty("dataType"u8, out _) ? "the start of a stream must not contain data"
            : null;
        if (!stream.TryGetProperty("idleTimeoutMs"u8, out JsonElement timeout) || timeout.ValueKind == JsonValueKind.Null)
        {
            return new StreamStartMessage(group, streamId, idleTimeout: null, noEcho, fault);
        }

        return timeout.ValueKind == JsonValueKind.Number && timeout.TryGetUInt32(out uint milliseconds) && milliseconds is > 0 and < uint.MaxValue
            ? new StreamStartMessage(group, streamId, TimeSpan.FromMilliseconds(milliseconds), noEcho, fault)
            : new StreamStartMessage(group, streamId, idleTimeout: null, noEcho, fault ?? "idleTimeoutMs is not a positive 32-bit number");
    }

    private static StreamDataMessage ReadStreamData(JsonElement frame)
    {
        string streamId = ReadString(frame, "streamId");
        bool hasNumber = frame.TryGetProperty("streamSequenceId"u8, out JsonElement number);
        if (!hasNumber && !frame.TryGetProperty("data"u8, out _) && !frame.TryGetProperty("dataType"u8, out _))
        {
            return new StreamDataMessage(streamId);
        }

        if (!hasNumber || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out long sequenceId) || sequenceId <= 0)
        {
            throw new FormatException("streamSequenceId is missing or not a positive 64-bit number");
        }

        (BinaryData data, WebPubSubDataType dataType) = ReadData(frame, mayBeMissing: false);
        return new StreamDataMessage(streamId, sequenceId, data, dataType);
    }

    private static StreamError? ReadStreamError(JsonElement frame)
    {
        if (!frame.TryGetProperty("error"u8, out JsonElement error) || error.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (error.ValueKind != JsonValueKind.Object || error.TryGetProperty("name"u8, out _))
        {
            throw new FormatException("error must be an object without 'name'");
        }

        return new StreamError(name: null, ReadOptionalString(error, "message"), ReadOptionalString(error, "userErrorCode"));
    }

    private static Dictionary<string, string>? ReadState(JsonElement frame)
    {
        if (!frame.TryGetProperty("state"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(pair => pair.Value.ValueKind == JsonValueKind.String)
            ? value.EnumerateObject().GroupBy(pair => pair.Name, StringComparer.Ordinal).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value.GetString()!, StringComparer.Ordinal)
            : throw new FormatException("state is not an object of strings");
    }

    private static string? ReadOptionalString(JsonElement frame, string name) =>
        frame.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? ReadString(frame, name) : null;
}
