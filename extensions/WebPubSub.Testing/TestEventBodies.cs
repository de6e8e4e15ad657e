// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.Testing;

/// <summary>The bodies of events in the format of the service. See docs/protocols/event-handler.md#5-content-types and #13-the-events.</summary>
internal static class TestEventBodies
{
    public static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();

    public static ReadOnlyMemory<byte> Connect(
        IReadOnlyDictionary<string, string[]>? claims,
        IReadOnlyDictionary<string, string[]>? query,
        IReadOnlyDictionary<string, string[]>? headers,
        IEnumerable<string>? subprotocols,
        MqttConnectProperties? mqtt) => Write(json =>
    {
        WriteValues(json, "claims", claims);
        WriteValues(json, "query", query);
        WriteValues(json, "headers", headers);
        WriteArray(json, "subprotocols", subprotocols ?? []);
        WriteArray(json, "clientCertificates", []);
        if (mqtt is not null)
        {
            WriteMqtt(json, mqtt);
        }
    });

    public static ReadOnlyMemory<byte> Disconnected(string? reason, bool isMqtt) => Write(json =>
    {
        json.WriteString("reason", reason);
        if (isMqtt)
        {
            json.WriteStartObject("mqtt");
            json.WriteBoolean("initiatedByClient", true);
            json.WriteStartObject("disconnectPacket");
            json.WriteNumber("code", 0);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    });

    public static ReadOnlyMemory<byte> Group(string group) => Write(json => json.WriteString("group", group));

    private static byte[] Write(Action<Utf8JsonWriter> writeMembers)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteMqtt(Utf8JsonWriter json, MqttConnectProperties mqtt)
    {
        json.WriteStartObject("mqtt");
        json.WriteNumber("protocolVersion", (int)mqtt.ProtocolVersion);
        json.WriteString("username", mqtt.Username);
        json.WriteString("password", mqtt.Password);
        json.WriteStartArray("userProperties");
        foreach (MqttUserProperty property in mqtt.UserProperties ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", property.Name);
            json.WriteString("value", property.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string[]>? values)
    {
        json.WriteStartObject(name);
        foreach ((string key, string[] value) in values ?? new Dictionary<string, string[]>())
        {
            WriteArray(json, key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
