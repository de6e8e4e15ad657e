// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Unicode;

namespace WebPubSub.Protocol;

/// <summary>What messages of both directions carry. Protocol reference: client protocols, sections 8 and 9.</summary>
internal static class JsonPayload
{
    /// <summary>Writes data and its type.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="dataType">What they are.</param>
    /// <param name="isChecked">Whether the bytes are known to be what their type says.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
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

    /// <summary>Writes pairs, or nothing for none.</summary>
    public static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is not null)
        {
            WritePairs(json, "metadata"u8, metadata);
        }
    }

    /// <summary>Writes an object of strings.</summary>
    public static void WritePairs(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> pairs)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a string, or nothing for null.</summary>
    public static void WriteUnlessNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
