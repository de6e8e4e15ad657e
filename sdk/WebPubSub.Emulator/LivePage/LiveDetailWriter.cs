// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Emulator.LivePage;

/// <summary>Creates the details of a line.</summary>
internal sealed class LiveDetailWriter
{
    private const int MaxConnections = 100;

    private readonly List<LiveField> _fields = [];
    private readonly List<LivePayload> _payloads = [];

    private LiveDetailWriter()
    {
    }

    public static LiveDetail Write(EmulatorTraceEntry entry)
    {
        var writer = new LiveDetailWriter();
        writer.Add("Number", entry.Number.ToString(CultureInfo.InvariantCulture));
        writer.Add("Caused by", entry.ParentNumber?.ToString(CultureInfo.InvariantCulture));
        writer.Add("Hub", entry.Hub);
        switch (entry)
        {
            case EmulatorMessage message:
                writer.Describe(message);
                break;
            case EmulatorHandlerCall call:
                writer.Describe(call);
                break;
            case EmulatorRestCall call:
                writer.Describe(call);
                break;
            case EmulatorConnectionEvent e:
                writer.Describe(e);
                break;
        }

        return new LiveDetail(LiveEntryWriter.Write(entry), writer._fields, writer._payloads);
    }

    private void Describe(EmulatorMessage message)
    {
        IReadOnlyList<string> ids = message.ConnectionIds;
        Add(
            ids.Count == 1 ? "Connection" : string.Create(CultureInfo.InvariantCulture, $"{ids.Count} connections"),
            string.Join(", ", ids.Take(MaxConnections)) + (ids.Count > MaxConnections ? ", ..." : ""));
        Add("User", message.UserId);
        Add("Group", message.Group);
        Add("Event", message.EventName);
        foreach ((string name, string value) in MessageFields.Of(message.Message))
        {
            Add(name, value);
        }

        Add("Data", message.Data);
        Add("Malformed frame", message.MalformedFrame);
    }

    private void Describe(EmulatorHandlerCall call)
    {
        Add("Connection", call.ConnectionId);
        Add("User", call.UserId);
        Add("Event handler", call.EventListener is not null ? "an Event Hubs listener" : call.Url?.AbsoluteUri ?? "none");
        Add("Attempts", call.Attempts == 0 ? null : call.Attempts.ToString(CultureInfo.InvariantCulture));
        Add("Content type", call.ContentType);
        Add("Content type of the answer", call.ResponseContentType);
        Add("Request", call.Body);
        Add("Answer", call.ResponseBody);
    }

    private void Describe(EmulatorRestCall call)
    {
        Add("Path", call.Path);
        Add("Content type", call.ContentType);
        Add("Message", call.Body);
    }

    private void Describe(EmulatorConnectionEvent e)
    {
        Add("Connection", e.ConnectionId);
        Add("User", e.UserId);
        Add("Subprotocol", e.Subprotocol);
    }

    private void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _fields.Add(new LiveField(name, value));
        }
    }

    private void Add(string title, BinaryData? data)
    {
        if (data is { IsEmpty: false })
        {
            _payloads.Add(LivePayload.Create(title, data.ToMemory().Span));
        }
    }
}
