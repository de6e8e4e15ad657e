// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Unicode;

namespace WebPubSub.Protocol;

/// <summary>Writes the data and the metadata of messages in both directions.</summary>
/// <remarks>See docs/protocols/client-protocols.md#8-data-types and #9-metadata-and-lifetime.</remarks>
internal static class JsonPayload
{
    /// <summary>Writes data and its type.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="isChecked">Whether the bytes have already been validated against the type.</param>
    /// <exception cref="ArgumentException">The data has not been validated, and is not UTF-8 text although its type is text or JSON.</exception>
    /// <exception cref="JsonException">The data has not been validated, and is not JSON although its type is JSON.</exception>
    public static void Write(Utf8JsonWriter json, BinaryData data, WebPubSubDataType dataType, bool isChecked)
    {
        ReadOnlySpan<byte> bytes = data.ToMemory().Span;
        if (!isChecked && dataType is (WebPubSubDataType.Text or WebPubSubDataType.Json) && !Utf8.IsValid(bytes))
        {
            throw new ArgumentException("The data is not UTF-8 text.", nameof(data));
        }

        switch (dataType)
        {
            case WebPubSubDataType.Text:
                json.WriteString("dataType"u8, "text"u8);
                json.WriteString("data"u8, bytes);
                break;
            case WebPubSubDataType.Json:
                json.WriteString("dataType"u8, "json"u8);
                json.WritePropertyName("data"u8);
                json.WriteRawValue(bytes, skipInputValidation: isChecked);
                break;
            case WebPubSubDataType.Protobuf:
                json.WriteString("dataType"u8, "protobuf"u8);
                json.WriteBase64String("data"u8, bytes);
                break;
            default:
                json.WriteString("dataType"u8, "binary"u8);
                json.WriteBase64String("data"u8, bytes);
                break;
        }
    }

    /// <summary>Writes the metadata, unless it is null.</summary>
    public static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is not null)
        {
            WritePairs(json, "metadata"u8, metadata);
        }
    }

    /// <summary>Writes an object whose values are strings.</summary>
    public static void WritePairs(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> pairs)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a string, unless it is null.</summary>
    public static void WriteUnlessNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
