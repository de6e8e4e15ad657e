// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>
/// Parser that converts a typed line into a frame or into an answer at the terminal.
/// See docs/protocols/client-protocols.md#3-raw-clients and #5-json-upstream-messages.
/// </summary>
internal sealed class InputLineParser(ClientProtocol protocol)
{
    private const string Help = """
          text                  raise the event 'message' with the text
          /event name text      raise an event
          /join group           join a group
          /leave group          leave a group
          /to group text        send to a group
          /json {...}           send this frame as it is
          /quit                 end
        """;

    private const string RawHelp = """
          text                  send the text, which is an event for the hub
          /quit                 end
        """;

    private long _lastAckId;

    public (string? Frame, string? Answer) Read(string line)
    {
        if (line.Trim() == "/help")
        {
            return (null, protocol.Subprotocol is null ? RawHelp : Help);
        }

        if (line.Trim().Length == 0)
        {
            return default;
        }

        if (protocol.Subprotocol is null)
        {
            return (line, null);
        }

        return line.Split(' ', 3) switch
        {
            ["/json", ..] => (line["/json".Length..].Trim(), null),
            ["/join", var group] => (Write("joinGroup", "group", group), null),
            ["/leave", var group] => (Write("leaveGroup", "group", group), null),
            ["/to", var group, var text] => (Write("sendToGroup", "group", group, text), null),
            ["/event", var name, var text] => (Write("event", "event", name, text), null),
            ["/event", var name] => (Write("event", "event", name, ""), null),
            [['/', ..], ..] => (null, $"'{line.Split(' ')[0]}' is unknown or incomplete. Commands:\n{Help}"),
            _ => (Write("event", "event", "message", line), null),
        };
    }

    private string Write(string type, string targetName, string target, string? text = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString(targetName, target);
            if (text is not null)
            {
                json.WriteString("dataType", "text");
                json.WriteString("data", text);
            }

            json.WriteNumber("ackId", ++_lastAckId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
