// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator.Observation;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.LivePage;

/// <summary>Converts entries of the trace to lines of the live page.</summary>
internal static class LiveEntryWriter
{
    public static LiveEntry Write(EmulatorTraceEntry entry) => entry switch
    {
        EmulatorMessage message => Write(message),
        EmulatorHandlerCall call => Write(call),
        EmulatorRestCall call => Create(
            call, "rest", "in", null, null, $"{call.Method} {WithoutVersion(call.Path)}", Preview(call.Body), call.Status, call.IsPending ? null : call.Duration),
        EmulatorConnectionEvent e => Create(
            e, "connection", "in", e.ConnectionId, e.UserId, Title(e.Kind), text: null, e.Status, duration: null),
        _ => throw new InvalidOperationException($"{entry.GetType()} has no line."),
    };

    private static LiveEntry Write(EmulatorMessage message) => Create(
        message,
        "message",
        message.IsFromClient ? "in" : "out",
        message.ConnectionId,
        message.ConnectionId is null ? string.Create(CultureInfo.InvariantCulture, $"{message.Recipients.Count()} connections") : message.UserId,
        Title(message),
        Preview(message.Data ?? message.MalformedFrame),
        status: 0,
        duration: null,
        isHousekeeping: message.Message is PingMessage or PongMessage or SequenceAckMessage or AckMessage { Success: true } or StreamAckMessage);

    private static LiveEntry Write(EmulatorHandlerCall call) => Create(
        call,
        "event",
        "out",
        call.ConnectionId,
        call.UserId,
        call.IsValidation ? "validation" : call.EventName,
        Preview(call.Body),
        call.Status,
        call.Url is null || call.IsPending ? null : call.Duration,
        isHousekeeping: call is { IsValidation: true, IsFailure: false });

    private static LiveEntry Create(
        EmulatorTraceEntry entry,
        string kind,
        string direction,
        string? connectionId,
        string? userId,
        string title,
        string? text,
        int status,
        TimeSpan? duration,
        bool isHousekeeping = false) =>
        new(
            entry.Number,
            entry.Time.ToUnixTimeMilliseconds(),
            kind,
            direction,
            entry.Hub,
            connectionId,
            string.IsNullOrEmpty(userId) ? null : userId,
            title,
            text,
            status,
            duration is null ? null : Math.Round(duration.Value.TotalMilliseconds, 1),
            entry.IsFailure,
            isHousekeeping,
            entry.Reason,
            entry.IsPending,
            entry.ParentNumber);

    private static string Title(EmulatorConnectionEventKind kind) =>
        kind == EmulatorConnectionEventKind.RecoveryRejected ? "recovery rejected" : kind.ToString().ToLowerInvariant();

    private static string Title(EmulatorMessage message) =>
        message.Group is { } group ? $"{message.Kind} {group}" : message.EventName is { } eventName ? $"{message.Kind} {eventName}" : message.Kind;

    private static string WithoutVersion(string path)
    {
        int query = path.IndexOf("?api-version=", StringComparison.Ordinal);
        return query < 0 || path.IndexOf('&', query) >= 0 ? path : path[..query];
    }

    private static string? Preview(BinaryData? data) => data is null or { IsEmpty: true } ? null : TextPreview.Of(data);
}
