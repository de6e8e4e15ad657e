// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>One-line descriptions of received frames. See docs/protocols/client-protocols.md#6-json-downstream-messages.</summary>
internal static class ReceivedFrame
{
    public static string Describe(WebSocketMessageType type, ReadOnlyMemory<byte> payload, ClientProtocol protocol)
    {
        string text = type == WebSocketMessageType.Text
            ? ReplaceControlCharacters(Encoding.UTF8.GetString(payload.Span))
            : string.Create(CultureInfo.InvariantCulture, $"({payload.Length} bytes) {Convert.ToHexString(payload.Span)}");
        return "< " + (protocol.Subprotocol is null || Parse(payload) is not { } frame ? text : Describe(frame) ?? text);
    }

    /// <summary>Returns the sequence ID of a message that the client must acknowledge, or null.</summary>
    public static long? FindSequenceId(ReadOnlyMemory<byte> payload, ClientProtocol protocol) =>
        protocol == ClientProtocol.ReliableJson
        && Parse(payload) is { } frame
        && frame.TryGetProperty("sequenceId", out JsonElement number)
        && number.TryGetInt64(out long sequenceId)
            ? sequenceId
            : null;

    private static string? Describe(JsonElement frame) => (Text(frame, "type"), Text(frame, "event")) switch
    {
        ("system", "connected") => $"connected as connection {Text(frame, "connectionId")}, user {Text(frame, "userId") ?? "(anonymous)"}",
        ("system", "disconnected") => $"disconnected: {Text(frame, "message")}",
        ("ack", _) => $"ack {Text(frame, "ackId")}: {Outcome(frame)}",
        ("message", _) when Text(frame, "from") == "group" => $"group {Text(frame, "group")}{From(frame)}: {Text(frame, "data")}",
        ("message", _) => $"server: {Text(frame, "data")}",
        _ => null, // the caller prints the text of the frame
    };

    private static string From(JsonElement frame) => Text(frame, "fromUserId") is { } user ? $", {user}" : "";

    private static string Outcome(JsonElement frame) => Text(frame, "success") == "true" ? "done"
        : frame.TryGetProperty("error", out JsonElement error) ? $"failed, {Text(error, "name")}: {Text(error, "message")}"
        : "failed";

    private static JsonElement? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? ReplaceControlCharacters(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())
            : null;

    // Replaces control characters. Received text must not control this terminal.
    private static string ReplaceControlCharacters(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) && character is not '\t' ? ' ' : character));
}
