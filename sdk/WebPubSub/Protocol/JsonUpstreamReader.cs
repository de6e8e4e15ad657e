// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace WebPubSub.Protocol;

/// <summary>Reads the messages that a client of a JSON subprotocol sends. The reader is as strict as the service.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonUpstreamReader
{
    /// <summary>Reads one frame.</summary>
    /// <param name="utf8Json">The whole frame.</param>
    /// <returns>The message. It keeps no reference to <paramref name="utf8Json"/>.</returns>
    /// <exception cref="FormatException">The frame is malformed. The message states the error. The service closes the connection with status 1007.</exception>
    public static WebPubSubMessage Read(ReadOnlyMemory<byte> utf8Json) => Read(utf8Json, hasPreview: false);

    private static WebPubSubMessage Read(ReadOnlyMemory<byte> utf8Json, bool hasPreview)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json);
            return ReadFrame(document.RootElement, hasPreview);
        }
        catch (JsonException exception)
        {
            throw new FormatException("the frame is not JSON", exception);
        }
        catch (InvalidOperationException exception) // a string with an unpaired surrogate
        {
            throw new FormatException("a string in the frame contains an unpaired surrogate", exception);
        }
    }

    private static WebPubSubMessage ReadFrame(JsonElement frame, bool hasPreview)
    {
        if (frame.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the frame is not an object");
        }

        string type = ReadString(frame, "type");
        long? ackId = ReadAckId(frame);
        return type.ToLowerInvariant() switch
        {
            "joingroup" => new JoinGroupMessage(ReadGroup(frame), ackId),
            "leavegroup" => new LeaveGroupMessage(ReadGroup(frame), ackId),
            "sendtogroup" when hasPreview && FindStream(frame) is { } stream => ReadStreamStart(frame, stream),
            "sendtogroup" => ReadSendToGroup(frame, ackId),
            "event" => ReadEvent(frame, ackId),
            "ping" => new PingMessage(),
            "sequenceack" => new SequenceAckMessage(ReadSequenceId(frame)),
            string name when hasPreview => ReadPreview(name, frame, ackId),
            _ => throw new FormatException("type is unknown"),
        };
    }

    private static SendToGroupMessage ReadSendToGroup(JsonElement frame, long? ackId)
    {
        string group = ReadGroup(frame);
        Dictionary<string, string>? metadata = ReadMetadata(frame);
        (BinaryData data, WebPubSubDataType dataType) = ReadData(frame, mayBeMissing: metadata is not null);
        return new SendToGroupMessage(group, data, dataType, ackId, ReadNoEcho(frame)) { TtlSeconds = ReadTtl(frame), Metadata = metadata };
    }

    private static SendEventMessage ReadEvent(JsonElement frame, long? ackId)
    {
        string eventName = ReadString(frame, "event");
        if (!WebPubSubNames.IsValidEvent(eventName))
        {
            throw new FormatException("event is not a valid event name");
        }

        Dictionary<string, string>? metadata = ReadMetadata(frame);
        (BinaryData data, WebPubSubDataType dataType) = ReadData(frame, mayBeMissing: metadata is not null);
        return new SendEventMessage(eventName, data, dataType, ackId) { Metadata = metadata };
    }

    private static string ReadString(JsonElement frame, string name) =>
        frame.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{name} is missing or is not a string");

    private static string ReadGroup(JsonElement frame)
    {
        string group = ReadString(frame, "group");
        return WebPubSubNames.IsValidGroup(group) ? group : throw new FormatException("group is not a valid group name");
    }

    private static long? ReadAckId(JsonElement frame)
    {
        if (!frame.TryGetProperty("ackId"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long ackId) && ackId >= 0
            ? ackId
            : throw new FormatException("ackId is not a number from 0 to 9223372036854775807");
    }

    private static long ReadSequenceId(JsonElement frame) =>
        frame.TryGetProperty("sequenceId"u8, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long sequenceId)
        && sequenceId >= 0
            ? sequenceId
            : throw new FormatException("sequenceId is missing or not a number from 0 to 9223372036854775807");

    private static bool ReadNoEcho(JsonElement frame) =>
        frame.TryGetProperty("noEcho"u8, out JsonElement value)
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new FormatException("noEcho is not a boolean"),
        };

    private static int ReadTtl(JsonElement frame)
    {
        if (!frame.TryGetProperty("ttlSeconds"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return 0;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int seconds) && seconds is >= 0 and <= 300
            ? seconds
            : throw new FormatException("ttlSeconds is not a whole number from 0 to 300");
    }

    private static (BinaryData Data, WebPubSubDataType DataType) ReadData(JsonElement frame, bool mayBeMissing)
    {
        WebPubSubDataType dataType = ReadDataType(frame);
        if (!frame.TryGetProperty("data"u8, out JsonElement data))
        {
            return mayBeMissing
                ? (BinaryData.Empty, WebPubSubDataType.Text)
                : throw new FormatException("data is missing");
        }

        byte[] bytes = dataType switch
        {
            WebPubSubDataType.Text when data.ValueKind == JsonValueKind.String => System.Text.Encoding.UTF8.GetBytes(data.GetString()!),
            WebPubSubDataType.Binary when data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out byte[]? decoded) => decoded,
            WebPubSubDataType.Json when data.ValueKind != JsonValueKind.Null => JsonMarshal.GetRawUtf8Value(data).ToArray(),
            _ => throw new FormatException("data does not fit its dataType"),
        };
        return (BinaryData.FromBytes(bytes), dataType);
    }

    private static WebPubSubDataType ReadDataType(JsonElement frame)
    {
        if (!frame.TryGetProperty("dataType"u8, out JsonElement value))
        {
            return WebPubSubDataType.Json;
        }

        string? name = value.ValueKind == JsonValueKind.String ? value.GetString()!.ToLowerInvariant() : null;
        return name switch
        {
            "json" => WebPubSubDataType.Json,
            "text" => WebPubSubDataType.Text,
            "binary" => WebPubSubDataType.Binary,
            _ => throw new FormatException("dataType is unknown"),
        };
    }

    private static Dictionary<string, string>? ReadMetadata(JsonElement frame)
    {
        if (!frame.TryGetProperty("metadata"u8, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("metadata is not an object");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.String || !metadata.TryAdd(pair.Name, pair.Value.GetString()!))
            {
                throw new FormatException("a metadata value is not a string, or a metadata key is repeated");
            }
        }

        return MessageMetadata.Validate(metadata) is { } violation ? throw new FormatException(violation) : metadata;
    }
}
