// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Client;

internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Information, "Connected as connection {ConnectionId}.", EventName = "Connected")]
    public static partial void Connected(this ILogger logger, string connectionId);

    [LoggerMessage(2, LogLevel.Information, "Recovering connection {ConnectionId}: {Reason}", EventName = "Recovering")]
    public static partial void Recovering(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(3, LogLevel.Information, "Connection {ConnectionId} was recovered.", EventName = "Recovered")]
    public static partial void Recovered(this ILogger logger, string connectionId);

    [LoggerMessage(4, LogLevel.Information, "Connection {ConnectionId} was not recovered: {Reason}", EventName = "NotRecovered")]
    public static partial void NotRecovered(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Connection {ConnectionId} ended: {Reason}", EventName = "ConnectionEnded")]
    public static partial void ConnectionEnded(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Attempt {Attempt} to reconnect failed: {Reason}", EventName = "NotReconnected")]
    public static partial void NotReconnected(this ILogger logger, int attempt, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Skipped a malformed frame of {Length} bytes: {Reason}.", EventName = "MalformedFrame")]
    public static partial void MalformedFrame(this ILogger logger, int length, string reason);

    [LoggerMessage(8, LogLevel.Debug, "Skipped a message of an unknown type: {Description}.", EventName = "UnknownMessage")]
    public static partial void UnknownMessage(this ILogger logger, string description);

    [LoggerMessage(9, LogLevel.Error, "A handler of the event {Event} threw an exception.", EventName = "HandlerFailed")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string @event);

    [LoggerMessage(10, LogLevel.Warning, "Could not rejoin group '{Group}': {Reason}", EventName = "NotRejoined")]
    public static partial void NotRejoined(this ILogger logger, string group, string reason);

    [LoggerMessage(11, LogLevel.Error, "The client stops because of a defect in the WebPubSub client library. Report it with this exception.", EventName = "ClientFailed")]
    public static partial void ClientFailed(this ILogger logger, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "Stopped: {Reason}", EventName = "Stopped")]
    public static partial void Stopped(this ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Error, "A callback that the application registered for cancellation threw an exception.", EventName = "CallbackFailed")]
    public static partial void CallbackFailed(this ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Error, "A received message could not be handled and is dropped.", EventName = "NotHandled")]
    public static partial void NotHandled(this ILogger logger, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "Dropped a stream to group '{Group}': {MaxStreams} streams are open or wait to be read (MaxStreams).", EventName = "StreamDropped")]
    public static partial void StreamDropped(this ILogger logger, string group, int maxStreams);
}
