// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace WebPubSub;

/// <summary>The <c>ce-connectionState</c> header: base64 of a JSON object, in the two formats of the official handlers.</summary>
/// <remarks>The default is the .NET format, which the JavaScript handler does not change.</remarks>
internal static class ConnectionStateHeader
{
    public static readonly ReadOnlyDictionary<string, BinaryData> None = ReadOnlyDictionary<string, BinaryData>.Empty;

    /// <summary>Converts states to JSON texts, as the official <c>States</c> properties return them.</summary>
    public static IReadOnlyDictionary<string, object> ToTexts(IReadOnlyDictionary<string, BinaryData> states) =>
        states.ToDictionary(state => state.Key, object (state) => state.Value.ToString());

    /// <summary>Reads all valid states. A header that is not base64 of a JSON object is legal and contains no states.</summary>
    public static IReadOnlyDictionary<string, BinaryData> Parse(string? header)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(header?.Length ?? 0);
        try
        {
            Dictionary<string, BinaryData>? states = null;
            var reader = new ConnectionStateReader(Decode(header, buffer));
            while (reader.Read())
            {
                (states ??= [])[reader.Key] = BinaryData.FromBytes(reader.Value);
            }

            return states ?? (IReadOnlyDictionary<string, BinaryData>)None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Creates the header: the states of a context, without the removed states, and with the states that are set.</summary>
    public static string Format(
        WebPubSubConnectionContext? before, HashSet<string>? removed, List<KeyValuePair<string, BinaryData>>? set, ConnectionStateFormat format)
    {
        using PooledJsonWriter pooled = PooledJsonWriter.Rent();
        Utf8JsonWriter json = pooled.Json;
        json.WriteStartObject();
        if (before is { HasUnreadStates: true })
        {
            WriteRemaining(json, before.RawConnectionState, removed, set, format);
        }
        else if (before is not null)
        {
            foreach ((string key, BinaryData value) in before.ConnectionStates)
            {
                if (IsKept(key, removed, set))
                {
                    WriteState(json, key, value.ToMemory().Span, format);
                }
            }
        }

        foreach ((string key, BinaryData value) in set ?? [])
        {
            WriteState(json, key, value.ToMemory().Span, format);
        }

        json.WriteEndObject();
        return Convert.ToBase64String(pooled.Finish());
    }

    // This needs no dictionary, because most hubs set a state for every event and read no state. A repeated name is copied: every reader uses its last value.
    private static void WriteRemaining(Utf8JsonWriter json, string? header, HashSet<string>? removed, List<KeyValuePair<string, BinaryData>>? set, ConnectionStateFormat format)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(header?.Length ?? 0);
        try
        {
            var reader = new ConnectionStateReader(Decode(header, buffer));
            while (reader.Read())
            {
                if (IsKept(reader.Key, removed, set))
                {
                    WriteState(json, reader.Key, reader.Value, format);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> Decode(string? header, byte[] buffer) =>
        !string.IsNullOrEmpty(header) && Convert.TryFromBase64String(header, buffer, out int length) ? buffer.AsSpan(0, length) : [];

    private static bool IsKept(string key, HashSet<string>? removed, List<KeyValuePair<string, BinaryData>>? set) =>
        IndexOf(set, key) < 0 && removed?.Contains(key) != true;

    /// <summary>Returns the position of a state, or -1.</summary>
    public static int IndexOf(List<KeyValuePair<string, BinaryData>>? states, string key)
    {
        for (int i = 0; i < (states?.Count ?? 0); i++)
        {
            if (states![i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteState(Utf8JsonWriter json, string key, ReadOnlySpan<byte> value, ConnectionStateFormat format)
    {
        if (format == ConnectionStateFormat.JavaScript)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(value); // the value was validated when it was set or read
        }
        else
        {
            json.WriteBase64String(key, value);
        }
    }

    /// <summary>Returns whether the bytes are one JSON value. A reader cannot distinguish other bytes from a string in the JavaScript format.</summary>
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
