// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace WebPubSub.Emulator.Messages;

/// <summary>The payload of a message, checked when it comes in so that every client can be given it.</summary>
internal readonly record struct MessageData(BinaryData Bytes, WebPubSubDataType Type)
{
    private const string ProtobufType = "application/x-protobuf";

    /// <summary>Reads the answer of an event handler, which may be protobuf too. Client protocol reference, section 8.3.</summary>
    public static WebPubSubDataType? TypeOfReply(string? mediaType) =>
        ProtobufType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? WebPubSubDataType.Protobuf : TypeOf(mediaType);

    /// <summary>Reads a body by its content type; null for one that the service does not take. REST API reference, section 9.1.</summary>
    public static WebPubSubDataType? TypeOf(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        null or "" => WebPubSubDataType.Binary,
        "text/plain" => WebPubSubDataType.Text,
        "application/json" => WebPubSubDataType.Json,
        "application/octet-stream" => WebPubSubDataType.Binary,
        _ => null,
    };

    /// <summary>Checks the bytes; null when they are not what the type says.</summary>
    public static MessageData? Create(byte[] bytes, WebPubSubDataType type) => type switch
    {
        WebPubSubDataType.Json when !IsJson(bytes) => null,
        WebPubSubDataType.Protobuf when !IsAny(bytes) => null,
        WebPubSubDataType.Text when !Utf8.IsValid(bytes) =>
            new MessageData(BinaryData.FromString(Encoding.UTF8.GetString(bytes)), type), // with replacement characters
        _ => new MessageData(BinaryData.FromBytes(bytes), type),
    };

    private static bool IsAny(byte[] bytes)
    {
        try
        {
            Any.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
