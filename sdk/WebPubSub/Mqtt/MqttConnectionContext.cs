// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Which MQTT connection an event is about. <see cref="WebPubSubConnectionContext.ConnectionId"/> is the MQTT client id, which the client chooses.</summary>
/// <remarks>Protocol reference: event handler, sections 4.1 and 13.6.</remarks>
public sealed class MqttConnectionContext : WebPubSubConnectionContext
{
    /// <summary>Describes the connection of an event.</summary>
    /// <param name="eventType">The category of the event.</param>
    /// <param name="eventName">The event's name without prefix.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connectionId">The MQTT client id.</param>
    /// <param name="physicalConnectionId">The connection below the session.</param>
    /// <param name="sessionId">The session; a connect event has none.</param>
    /// <param name="userId">The user, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="signature">The value of <c>ce-signature</c>.</param>
    /// <param name="origin">The value of <c>WebHook-Request-Origin</c>.</param>
    /// <param name="connectionStates">The state that earlier answers stored with the connection.</param>
    /// <param name="headers">The headers of the request.</param>
    public MqttConnectionContext(
        WebPubSubEventType eventType,
        string eventName,
        string hub,
        string connectionId,
        string physicalConnectionId,
        string? sessionId = null,
        string? userId = null,
        string? signature = null,
        string? origin = null,
        IReadOnlyDictionary<string, BinaryData>? connectionStates = null,
        IReadOnlyDictionary<string, string[]>? headers = null)
        : base(eventType, eventName, hub, connectionId, userId, signature, origin, connectionStates, headers)
    {
        PhysicalConnectionId = physicalConnectionId;
        SessionId = sessionId;
    }

    /// <summary>Gets the connection below the session: a new one each time the client connects.</summary>
    public string PhysicalConnectionId { get; }

    /// <summary>Gets the session, which can outlive connections; <see langword="null"/> in a connect event.</summary>
    public string? SessionId { get; }

    internal override IReadOnlyList<MqttUserProperty> ReadMqttUserProperties() => EventHeaders.ReadMqttProperties(Headers);
}
