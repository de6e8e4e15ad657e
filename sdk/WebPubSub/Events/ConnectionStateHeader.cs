// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace WebPubSub;

/// <summary>The <c>ce-connectionState</c> header: base64 of a JSON object, in the two forms that the official handlers write.</summary>
/// <remarks>
/// Read property by property, so that one odd value does not take the others with it; written in the .NET form, which the
/// JavaScript handler passes on untouched. Protocol reference: event handler, section 9.
/// </remarks>
internal static class ConnectionStateHeader
{
    public static readonly ReadOnlyDictionary<string, BinaryData> None = ReadOnlyDictionary<string, BinaryData>.Empty;

    /// <summary>Reads what can be read. Something else than base64 of a JSON object is legal and means: no states known here.</summary>
    public static IReadOnlyDictionary<string, BinaryData> Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return None;
        }

        byte[] json = new byte[header.Length];
        if (!Convert.TryFromBase64String(header, json, out int length))
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadProperties(document.RootElement) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    public static string Format(IReadOnlyDictionary<string, BinaryData> states, ConnectionStateFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach ((string key, BinaryData value) in states)
            {
                if (format == ConnectionStateFormat.JavaScript)
                {
                    json.WritePropertyName(key);
                    json.WriteRawValue(value.ToMemory().Span); // JSON: it was checked when it was set or read
                }
                else
                {
                    json.WriteBase64String(key, value.ToMemory().Span);
                }
            }

            json.WriteEndObject();
        }

        return Convert.ToBase64String(output.WrittenSpan);
    }

    private static Dictionary<string, BinaryData> ReadProperties(JsonElement root)
    {
        var states = new Dictionary<string, BinaryData>();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            try
            {
                states[property.Name] = BinaryData.FromBytes(ReadValue(property.Value));
            }
            catch (InvalidOperationException)
            {
                // A string with half of a surrogate pair is no text; the others may be fine.
            }
        }

        return states;
    }

    // A string of base64 that decodes to JSON is a value of the .NET form; anything else is a JavaScript value, kept as its JSON.
    private static byte[] ReadValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes) && IsJson(bytes)
            ? bytes
            : JsonSerializer.SerializeToUtf8Bytes(value, EventJsonContext.Default.JsonElement);

    /// <summary>Whether the bytes are one JSON value, and so can be told from a JavaScript string when they are read back.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes)
    {
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
