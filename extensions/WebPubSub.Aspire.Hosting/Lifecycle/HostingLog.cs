// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "The emulator sends the user events '{UserEventPattern}' and the system events {SystemEvents} of hub '{Hub}' to {Url}.", EventName = "EventHandlerAdded")]
    public static partial void EventHandlerAdded(this ILogger logger, string hub, string userEventPattern, string systemEvents, string url);

    [LoggerMessage(2, LogLevel.Error, "The event handler {Url} of hub '{Hub}' is invalid, so the emulator sends no events to it: {Reason}", EventName = "EventHandlerFailed")]
    public static partial void EventHandlerFailed(this ILogger logger, string hub, string url, string reason);

    [LoggerMessage(3, LogLevel.Error, "{Message}", EventName = "EmulatorFailed")]
    public static partial void EmulatorFailed(this ILogger logger, string message);

    [LoggerMessage(4, LogLevel.Error, "{Message}", EventName = "ConnectionFailed")]
    public static partial void ConnectionFailed(this ILogger logger, string message);

    [LoggerMessage(5, LogLevel.Information, "The event handler {Url} of hub '{Hub}' is added as soon as its URL is known.", EventName = "EventHandlerPending")]
    public static partial void EventHandlerPending(this ILogger logger, string hub, string url);
}
