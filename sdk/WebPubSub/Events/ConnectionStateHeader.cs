// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace WebPubSub;

/// <summary>The <c>ce-connectionState</c> header: base64 of a JSON object, in the two forms that the official handlers write.</summary>
/// <remarks>
/// Read property by property, so that one odd value does not take the others with it; written in the .NET form, which the
/// JavaScript handler passes on untouched.
/// </remarks>
internal static class ConnectionStateHeader
{
    public static readonly ReadOnlyDictionary<string, BinaryData> None = ReadOnlyDictionary<string, BinaryData>.Empty;

    /// <summary>Converts states to JSON texts, the form of the official <c>States</c> properties.</summary>
    public static IReadOnlyDictionary<string, object> ToTexts(IReadOnlyDictionary<string, BinaryData> states) =>
        states.ToDictionary(state => state.Key, object (state) => state.Value.ToString());

    /// <summary>Reads what can be read. Something else than base64 of a JSON object is legal and means: no states known here.</summary>
    public static IReadOnlyDictionary<string, BinaryData> Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return None;
        }

        byte[] json = ArrayPool<byte>.Shared.Rent(header.Length);
        try
        {
            return Convert.TryFromBase64String(header, json, out int length) ? ReadObject(json.AsSpan(0, length)) : None;
        }
        catch (JsonException)
        {
            return None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    /// <summary>Writes states: those that were there and were not removed or set again, then those that were set.</summary>
    public static string Format(
        IReadOnlyDictionary<string, BinaryData> before,
        IReadOnlySet<string>? removed,
        IReadOnlyDictionary<string, BinaryData> set,
        ConnectionStateFormat format)
    {
        using PooledJsonWriter pooled = PooledJsonWriter.Rent();
        Utf8JsonWriter json = pooled.Json;
        json.WriteStartObject();
        foreach ((string key, BinaryData value) in before)
        {
            if (!set.ContainsKey(key) && removed?.Contains(key) != true)
            {
                WriteState(json, key, value, format);
            }
        }

        foreach ((string key, BinaryData value) in set)
        {
            WriteState(json, key, value, format);
        }

        json.WriteEndObject();
        return Convert.ToBase64String(pooled.Finish());
    }

    private static void WriteState(Utf8JsonWriter json, string key, BinaryData value, ConnectionStateFormat format)
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

    private static IReadOnlyDictionary<string, BinaryData> ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return None;
        }

        Dictionary<string, BinaryData>? states = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = ReadText(ref reader);
            reader.Read();
            byte[]? value = ReadValue(json, ref reader);
            if (name is not null && value is not null)
            {
                (states ??= [])[name] = BinaryData.FromBytes(value);
            }
        }

        return reader.Read() ? None : states ?? (IReadOnlyDictionary<string, BinaryData>)None; // something behind the object: it is no JSON
    }

    // A string of base64 that decodes to JSON is a value of the .NET form; anything else is a JavaScript value, kept as its JSON.
    private static byte[]? ReadValue(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            // The official handler's serializer escapes the + of base64. What is escaped wrongly cannot even be tried.
            bool isText = !reader.ValueIsEscaped || ReadText(ref reader) is not null;
            if (isText && reader.TryGetBytesFromBase64(out byte[]? bytes) && IsJson(bytes))
            {
                return bytes;
            }

            if (!isText || ReadText(ref reader) is null)
            {
                return null;
            }
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed].ToArray();
    }

    // A string with half of a surrogate pair is no text; the others may be fine.
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

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
