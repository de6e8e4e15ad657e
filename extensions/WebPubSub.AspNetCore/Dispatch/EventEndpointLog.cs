// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Dispatch;

internal static partial class EventEndpointLog
{
    [LoggerMessage(1, LogLevel.Debug, "Dispatching event '{EventName}' of hub '{Hub}' and connection {ConnectionId}. Its event ID is {EventId}.", EventName = "Dispatching")]
    public static partial void Dispatching(this ILogger logger, string eventName, string hub, string connectionId, string? eventId);

    [LoggerMessage(2, LogLevel.Warning, "Rejected a request for hub '{Hub}', 400: {Error}. The request does not come from Azure Web PubSub, or a proxy removes headers.", EventName = "NotAnEvent")]
    public static partial void NotAnEvent(this ILogger logger, string hub, string error);

    [LoggerMessage(3, LogLevel.Warning, "Rejected an event for hub '{Hub}', 401: origin '{Origin}' is not allowed. Allowed are '{Hosts}'. If it is another name of the same resource, add it to WebPubSubOptions.AllowedEndpoints.", EventName = "UnknownOrigin")]
    public static partial void UnknownOrigin(this ILogger logger, string hub, string origin, string hosts);

    [LoggerMessage(4, LogLevel.Warning, "Rejected an event for hub '{Hub}' and connection {ConnectionId} from '{Origin}', 401: {Reason}", EventName = "NotVerified")]
    public static partial void NotVerified(this ILogger logger, string hub, string connectionId, string origin, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Rejected an event, 404: this path serves hub '{ServedHub}'. {Reason}", EventName = "UnknownHub")]
    public static partial void UnknownHub(this ILogger logger, string servedHub, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Rejected event '{EventName}' of hub '{Hub}', 413: {Reason} The limit is WebPubSubOptions.MaxEventBodySize.", EventName = "BodyTooLarge")]
    public static partial void BodyTooLarge(this ILogger logger, string eventName, string hub, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Rejected event '{EventName}' of hub '{Hub}', 400: its body is malformed.", EventName = "MalformedBody")]
    public static partial void MalformedBody(this ILogger logger, Exception exception, string eventName, string hub);

    [LoggerMessage(8, LogLevel.Information, "Ignored an event of type '{Type}' for hub '{Hub}': this version does not support it.", EventName = "UnknownEvent")]
    public static partial void UnknownEvent(this ILogger logger, string type, string hub);

    [LoggerMessage(9, LogLevel.Warning, "Rejected the webhook validation for hub '{Hub}', 403: origin '{Origin}' is not allowed. Allowed are '{Hosts}'. If it is another name of the same resource, add it to WebPubSubOptions.AllowedEndpoints.", EventName = "ValidationRefused")]
    public static partial void ValidationRefused(this ILogger logger, string hub, string origin, string hosts);

    [LoggerMessage(10, LogLevel.Information, "The hub '{Hub}' rejected event '{EventName}' with an exception.", EventName = "HubRefused")]
    public static partial void HubRefused(this ILogger logger, Exception exception, string eventName, string hub);

    [LoggerMessage(11, LogLevel.Error, "The hub method for event '{EventName}' of hub '{Hub}' threw an exception, connection {ConnectionId}. The answer is {Status}. {Consequence}", EventName = "HubFailed")]
    public static partial void HubFailed(this ILogger logger, Exception exception, string eventName, string hub, string connectionId, int status, string consequence);

    [LoggerMessage(12, LogLevel.Warning, "Rejected the webhook validation for hub '{Hub}', 400: the header WebHook-Request-Origin is missing. The request does not come from Azure Web PubSub.", EventName = "ValidationWithoutOrigin")]
    public static partial void ValidationWithoutOrigin(this ILogger logger, string hub);

    [LoggerMessage(13, LogLevel.Information, "Events of hub '{Hub}' are received at {Path} from '{Hosts}', {Mode}.", EventName = "Mapped")]
    public static partial void Mapped(this ILogger logger, string hub, string path, string hosts, string mode);

    [LoggerMessage(14, LogLevel.Critical, "Events of hub '{Hub}' at {Path} are NOT VERIFIED: anyone who can reach the path can raise any event as any user. Set WebPubSubOptions.DangerouslyAllowUnverifiedEvents to false.", EventName = "MappedUnverified")]
    public static partial void MappedUnverified(this ILogger logger, string hub, string path);

    [LoggerMessage(21, LogLevel.Critical, "The access key of hub '{Hub}' is the default access key of the emulator, and the environment is not Development. Events that are signed with it are rejected, unless the endpoint and the sender are on this machine or WebPubSubOptions.AllowEmulatorAccessKey is set. Use the access key of the resource.", EventName = "PublicAccessKey")]
    public static partial void PublicAccessKey(this ILogger logger, string hub);

    [LoggerMessage(15, LogLevel.Debug, "Allowed the webhook validation for hub '{Hub}' from '{Origin}'.", EventName = "ValidationAllowed")]
    public static partial void ValidationAllowed(this ILogger logger, string hub, string origin);

    [LoggerMessage(16, LogLevel.Warning, "Rejected a request to {Path}, 404. {Reason} Known hubs: {KnownHubs}.", EventName = "UnknownPath")]
    public static partial void UnknownPath(this ILogger logger, string path, string reason, string knownHubs);

    [LoggerMessage(17, LogLevel.Warning, "Rejected event '{EventName}' of hub '{Hub}', {Status}: its body could not be read.", EventName = "BrokenBody")]
    public static partial void BrokenBody(this ILogger logger, Exception exception, string eventName, string hub, int status);

    [LoggerMessage(18, LogLevel.Information, "The hub '{Hub}' rejected event '{EventName}' of connection {ConnectionId}, {Status}.", EventName = "HubRejected")]
    public static partial void HubRejected(this ILogger logger, string eventName, string hub, string connectionId, int status);

    [LoggerMessage(19, LogLevel.Warning, "No [UserEvent] method or override handles event '{EventName}' of hub '{Hub}'.", EventName = "UnhandledEvent")]
    public static partial void UnhandledEvent(this ILogger logger, string eventName, string hub);

    [LoggerMessage(20, LogLevel.Error, "Disposing the hub '{Hub}' failed. The answer to its event is not affected.", EventName = "HubNotDisposed")]
    public static partial void HubNotDisposed(this ILogger logger, Exception exception, string hub);

    [LoggerMessage(22, LogLevel.Warning, "The hub method for event '{EventName}' of hub '{Hub}' has not returned for {Seconds} s. {Advice}", EventName = "SlowHub")]
    public static partial void SlowHub(this ILogger logger, string eventName, string hub, int seconds, string advice);
}
