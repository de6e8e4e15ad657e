// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Presence.Telemetry;

internal static partial class PresenceLog
{
    public const string Category = "WebPubSub.Presence";

    [LoggerMessage(1, LogLevel.Information, "Presence of hub '{Hub}' needs these events in the hub settings of the service: system events connect, connected and disconnected, group events joined and left. It corrects itself every {Seconds} seconds.", EventName = "PresenceStarted")]
    public static partial void PresenceStarted(this ILogger logger, string hub, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "A user event came from connection {ConnectionId} of hub '{Hub}', but its connected event did not. If that happens to all connections, add the system event 'connected' to the hub settings of the service. A single event can get lost: presence corrects it.", EventName = "ConnectedEventMissing")]
    public static partial void ConnectedEventMissing(this ILogger logger, string connectionId, string hub);

    [LoggerMessage(3, LogLevel.Warning, "Presence of hub '{Hub}' could not be compared with the service. Until the next attempt in {Seconds} seconds, it uses events only.", EventName = "ComparisonFailed")]
    public static partial void ComparisonFailed(this ILogger logger, Exception exception, string hub, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Presence of hub '{Hub}' differed from the service and was corrected: {Added} added, {Removed} removed.", EventName = "PresenceCorrected")]
    public static partial void PresenceCorrected(this ILogger logger, string hub, int added, int removed);

    [LoggerMessage(5, LogLevel.Warning, "Connection {ConnectionId} of hub '{Hub}' could not be added to the group of presence. The next comparison tries again.", EventName = "NotReserved")]
    public static partial void NotReserved(this ILogger logger, Exception exception, string connectionId, string hub);

    [LoggerMessage(6, LogLevel.Warning, "A watch of hub '{Hub}' waits, because the service or the store cannot be reached. It tries again in {Seconds} seconds.", EventName = "WatchWaits")]
    public static partial void WatchWaits(this ILogger logger, Exception exception, string hub, double seconds);

    [LoggerMessage(7, LogLevel.Warning, "Event '{EventName}' of hub '{Hub}' did not reach the store of presence. The hub still handles it, and the next comparison corrects presence.", EventName = "EventNotStored")]
    public static partial void EventNotStored(this ILogger logger, Exception exception, string eventName, string hub);
}
