// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace WebPubSub.Emulator.Messages;

/// <summary>The payload of a message. It is validated on arrival, so that all clients can receive it.</summary>
internal readonly record struct MessageData(BinaryData Bytes, WebPubSubDataType Type)
{
    private const string ProtobufType = "application/x-protobuf";

    /// <summary>
    /// Returns the data type of an event handler's answer, which may also be protobuf; null for an unknown media type.
    /// See docs/protocols/client-protocols.md#83-inbound-from-http.
    /// </summary>
    public static WebPubSubDataType? TypeOfReply(string? contentType)
    {
        string? mediaType = contentType?.Split(';', 2)[0].Trim();
        return ProtobufType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? WebPubSubDataType.Protobuf : TypeOf(mediaType);
    }

    /// <summary>Returns the data type for a media type; null for a type that the service does not accept. See docs/protocols/rest-api.md#91-content-types.</summary>
    public static WebPubSubDataType? TypeOf(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        null or "" => WebPubSubDataType.Binary,
        "text/plain" => WebPubSubDataType.Text,
        "application/json" => WebPubSubDataType.Json,
        "application/octet-stream" => WebPubSubDataType.Binary,
        _ => null,
    };

    /// <summary>Validates the bytes. Returns null if they do not match the type.</summary>
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
