// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using WebPubSub.Protobuf.Wire;

namespace WebPubSub.Protobuf;

/// <summary>Reads and writes the data of messages in both directions. See docs/protocols/client-protocols.md#82-delivery-matrix and #123-any.</summary>
internal static class ProtobufData
{
    public static (BinaryData Data, WebPubSubDataType DataType) Read(MessageData? data, bool mayBeMissing) =>
        data?.DataCase switch
        {
            MessageData.DataOneofCase.TextData => (BinaryData.FromString(data.TextData), WebPubSubDataType.Text),
            MessageData.DataOneofCase.BinaryData => (BinaryData.FromBytes(data.BinaryData.ToByteArray()), WebPubSubDataType.Binary),
            MessageData.DataOneofCase.JsonData => (ReadJson(data.JsonData), WebPubSubDataType.Json),
            MessageData.DataOneofCase.ProtobufData => (BinaryData.FromBytes(data.ProtobufData.ToByteArray()), WebPubSubDataType.Protobuf), // never unpacked
            _ => mayBeMissing ? (BinaryData.Empty, WebPubSubDataType.Text) : throw new FormatException("data is missing"),
        };

    public static MessageData Write(BinaryData data, WebPubSubDataType dataType)
    {
        ReadOnlyMemory<byte> bytes = data.ToMemory();
        return dataType switch
        {
            WebPubSubDataType.Text => new MessageData { TextData = Encoding.UTF8.GetString(bytes.Span) },
            WebPubSubDataType.Json => new MessageData { JsonData = Encoding.UTF8.GetString(bytes.Span) },
            WebPubSubDataType.Protobuf => new MessageData { ProtobufData = Any.Parser.ParseFrom(bytes.Span) }, // throws if the data is not an Any
            _ => new MessageData { BinaryData = UnsafeByteOperations.UnsafeWrap(bytes) },
        };
    }

    /// <summary>Validates JSON text. Malformed text would break the frames of the JSON clients that receive it.</summary>
    /// <exception cref="FormatException">The text is not JSON.</exception>
    public static void CheckJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (reader.Read() && reader.TrySkip() && !reader.Read())
            {
                return;
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException("json_data is not JSON", exception);
        }

        throw new FormatException("json_data is not JSON");
    }

    private static BinaryData ReadJson(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        CheckJson(bytes);
        return BinaryData.FromBytes(bytes);
    }
}
