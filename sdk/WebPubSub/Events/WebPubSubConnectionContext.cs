// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;

namespace WebPubSub;

/// <summary>Which connection an event is about, and what the service says of it.</summary>
/// <remarks>Protocol reference: event handler, section 4.1.</remarks>
public class WebPubSubConnectionContext
{
    private static readonly ReadOnlyDictionary<string, string[]> NoHeaders = ReadOnlyDictionary<string, string[]>.Empty;

    /// <summary>Describes the connection of an event.</summary>
    /// <param name="eventType">The category of the event.</param>
    /// <param name="eventName">The event's name without prefix, such as <c>connect</c> or <c>message</c>.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="userId">The user, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="signature">The value of <c>ce-signature</c>.</param>
    /// <param name="origin">The value of <c>WebHook-Request-Origin</c>: the host or hosts of the service.</param>
    /// <param name="connectionStates">The state that earlier answers stored with the connection.</param>
    /// <param name="headers">The headers of the request.</param>
    public WebPubSubConnectionContext(
        WebPubSubEventType eventType,
        string eventName,
        string hub,
        string connectionId,
        string? userId = null,
        string? signature = null,
        string? origin = null,
        IReadOnlyDictionary<string, BinaryData>? connectionStates = null,
        IReadOnlyDictionary<string, string[]>? headers = null)
    {
        EventType = eventType;
        EventName = eventName;
        Hub = hub;
        ConnectionId = connectionId;
        UserId = userId;
        Signature = signature;
        Origin = origin;
        ConnectionStates = connectionStates ?? ConnectionStateHeader.None;
        Headers = headers ?? NoHeaders;
    }

    /// <summary>Gets the category of the event.</summary>
    public WebPubSubEventType EventType { get; }

    /// <summary>Gets the event's name without prefix, such as <c>connect</c> or <c>message</c>.</summary>
    public string EventName { get; }

    /// <summary>Gets the hub.</summary>
    public string Hub { get; }

    /// <summary>Gets the connection; the same for all events of one client connection.</summary>
    public string ConnectionId { get; }

    /// <summary>Gets the user, or <see langword="null"/> for an anonymous connection.</summary>
    public string? UserId { get; }

    /// <summary>Gets the value of <c>ce-signature</c>. The ASP.NET Core handler has verified it before a hub sees the event.</summary>
    public string? Signature { get; }

    /// <summary>Gets the value of <c>WebHook-Request-Origin</c>: the host of the service, or several separated by commas.</summary>
    public string? Origin { get; }

    /// <summary>Gets the state that earlier answers stored with the connection; empty when there is none.</summary>
    /// <remarks>Protocol reference: event handler, section 9.</remarks>
    public IReadOnlyDictionary<string, BinaryData> ConnectionStates { get; }

    /// <summary>Gets the headers of the request that brought the event.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }
}
