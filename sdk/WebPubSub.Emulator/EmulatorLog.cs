// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Emulator;

internal static partial class EmulatorLog
{
    [LoggerMessage(1, LogLevel.Information, "The Web PubSub emulator listens on {Endpoint}.", EventName = "Listening")]
    public static partial void Listening(this ILogger logger, Uri endpoint);

    [LoggerMessage(2, LogLevel.Warning, "The emulator listens on {Host}, which other machines may reach. It is a development tool, and its default access key is public. Use a loopback host, or set WebPubSub:AccessKey.", EventName = "NotLoopback")]
    public static partial void NotLoopback(this ILogger logger, string host);

    [LoggerMessage(3, LogLevel.Information, "Connection {ConnectionId} of hub '{Hub}' opened ({Subprotocol}).", EventName = "Connected")]
    public static partial void Connected(this ILogger logger, string connectionId, string hub, string subprotocol);

    [LoggerMessage(4, LogLevel.Information, "Connection {ConnectionId} of hub '{Hub}' closed: {Reason}", EventName = "Disconnected")]
    public static partial void Disconnected(this ILogger logger, string connectionId, string hub, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Rejected a client of hub '{Hub}', {Status}: {Reason}", EventName = "ClientRefused")]
    public static partial void ClientRefused(this ILogger logger, string hub, int status, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Rejected {Method} {Path}, {Status}: {Reason}", EventName = "RestRefused")]
    public static partial void RestRefused(this ILogger logger, string method, string path, int status, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Connection {ConnectionId} of hub '{Hub}' sent a malformed message and is closed: {Reason}", EventName = "MalformedMessage")]
    public static partial void MalformedMessage(this ILogger logger, string connectionId, string hub, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Rejected a request of connection {ConnectionId} of hub '{Hub}': {Reason}", EventName = "Forbidden")]
    public static partial void Forbidden(this ILogger logger, string connectionId, string hub, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Connection {ConnectionId} of hub '{Hub}' is closed: too many messages wait for the client to read or acknowledge them.", EventName = "SlowClient")]
    public static partial void SlowClient(this ILogger logger, string connectionId, string hub);

    [LoggerMessage(10, LogLevel.Warning, "The message of connection {ConnectionId} fails. {Reason}", EventName = "NoHandler")]
    public static partial void NoHandler(this ILogger logger, string connectionId, string reason);

    [LoggerMessage(11, LogLevel.Debug, "Event '{EventName}' of hub '{Hub}' and connection {ConnectionId}: {Url} answered {Status}.", EventName = "EventDelivered")]
    public static partial void EventDelivered(this ILogger logger, string eventName, string hub, string connectionId, Uri url, int status);

    [LoggerMessage(12, LogLevel.Warning, "Event '{EventName}' of hub '{Hub}' and connection {ConnectionId} failed at {Url}. {Reason}", EventName = "EventFailed")]
    public static partial void EventFailed(this ILogger logger, string eventName, string hub, string connectionId, Uri url, string reason);

    [LoggerMessage(13, LogLevel.Warning, "Event '{EventName}' of hub '{Hub}' and connection {ConnectionId} failed at {Url}. {Reason}", EventName = "EventUnreachable")]
    public static partial void EventUnreachable(this ILogger logger, string eventName, string hub, string connectionId, Uri url, string reason);

    [LoggerMessage(14, LogLevel.Warning, "The event handler {Url} does not receive events. {Reason}", EventName = "ValidationRefused")]
    public static partial void ValidationRefused(this ILogger logger, Uri url, string reason);

    [LoggerMessage(15, LogLevel.Warning, "The event handler {Url} does not receive events. {Reason}", EventName = "ValidationUnreachable")]
    public static partial void ValidationUnreachable(this ILogger logger, Uri url, string reason);

    [LoggerMessage(16, LogLevel.Error, "A background task of the emulator failed.", EventName = "BackgroundTaskFailed")]
    public static partial void BackgroundTaskFailed(this ILogger logger, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "The answer of {Url} to the event '{EventName}' is invalid: {Reason}", EventName = "UnusableReply")]
    public static partial void UnusableReply(this ILogger logger, Uri url, string eventName, string reason);

    [LoggerMessage(18, LogLevel.Error, "Connection {ConnectionId} of hub '{Hub}' failed.", EventName = "ConnectionFailed")]
    public static partial void ConnectionFailed(this ILogger logger, Exception exception, string connectionId, string hub);

    [LoggerMessage(19, LogLevel.Warning, "Event '{EventName}' of hub '{Hub}' failed: the event handler '{Path}' is a path of the application that hosts the emulator, and this application does not listen yet.", EventName = "ApplicationNotStarted")]
    public static partial void ApplicationNotStarted(this ILogger logger, string eventName, string hub, string path);

    [LoggerMessage(20, LogLevel.Error, "{Method} {Path} failed.", EventName = "RequestFailed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(21, LogLevel.Information, "A client tried to recover connection {ConnectionId} of hub '{Hub}'. Result: {Outcome}.", EventName = "Recovered")]
    public static partial void Recovered(this ILogger logger, string connectionId, string hub, string outcome);

    [LoggerMessage(22, LogLevel.Warning, "The event handler {Url} set an invalid cookie. The emulator ignores it.", EventName = "InvalidCookie")]
    public static partial void InvalidCookie(this ILogger logger, Uri url);

    [LoggerMessage(23, LogLevel.Information, "Connection {ConnectionId} of hub '{Hub}' did not answer the close. The emulator aborts its socket.", EventName = "CutOff")]
    public static partial void CutOff(this ILogger logger, string connectionId, string hub);

    [LoggerMessage(24, LogLevel.Information, "The configuration has changed. The emulator uses the new settings of {Count} hubs.", EventName = "Reloaded")]
    public static partial void Reloaded(this ILogger logger, int count);

    [LoggerMessage(25, LogLevel.Error, "The changed configuration is invalid. The emulator keeps the previous settings. {Error}", EventName = "ReloadRefused")]
    public static partial void ReloadRefused(this ILogger logger, string error);

    [LoggerMessage(27, LogLevel.Warning, "AllowUnvalidatedEntraTokens is set: the emulator accepts REST calls with Microsoft Entra ID tokens whose signature and issuer it does not check. Any program on this machine can create such a token.", EventName = "UnvalidatedTokens")]
    public static partial void UnvalidatedTokens(this ILogger logger);

    [LoggerMessage(26, LogLevel.Warning, "Hub '{Hub}' has Event Hubs listeners. The live page shows their events; no Event Hub receives them.", EventName = "EventListeners")]
    public static partial void EventListeners(this ILogger logger, string hub);

    [LoggerMessage(28, LogLevel.Warning, "Event '{EventName}' of hub '{Hub}': {Reason}", EventName = "SlowHandler")]
    public static partial void SlowHandler(this ILogger logger, string eventName, string hub, string reason);

    [LoggerMessage(29, LogLevel.Warning, "Connection {ConnectionId} of hub '{Hub}' has no subprotocol of the service, so its messages are plain data. {Reason}", EventName = "UnknownSubprotocol")]
    public static partial void UnknownSubprotocol(this ILogger logger, string connectionId, string hub, string reason);

    [LoggerMessage(31, LogLevel.Information, "No connection string is set, so the emulator of Azure Web PubSub runs in this application, at {Endpoint}.", EventName = "RunsInApplication")]
    public static partial void RunsInApplication(this ILogger logger, Uri endpoint);

    [LoggerMessage(32, LogLevel.Information, "The emulator sends the events of hub '{Hub}' ({Events}) to {Url}.", EventName = "SendsEventsTo")]
    public static partial void SendsEventsTo(this ILogger logger, string hub, string events, string url);

    [LoggerMessage(33, LogLevel.Information, "No endpoint of this application receives events, so the emulator sends none. For a hub that handles events, call app.MapWebPubSubHub.", EventName = "NoHubMapped")]
    public static partial void NoHubMapped(this ILogger logger);

    [LoggerMessage(34, LogLevel.Information, "The live page of the emulator is {Url}.", EventName = "LivePageOfApplication")]
    public static partial void LivePageOfApplication(this ILogger logger, Uri url);

    [LoggerMessage(30, LogLevel.Warning, "Connection {ConnectionId} of hub '{Hub}' joins group '{Group}', whose name contains '/'. REST calls for one group fail with such a name. Use another character, or send with a filter.", EventName = "GroupWithSlash")]
    public static partial void GroupWithSlash(this ILogger logger, string connectionId, string hub, string group);
}
