// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The MQTT connection of an event. <see cref="WebPubSubConnectionContext.ConnectionId"/> is the MQTT client ID, which the client chooses.</summary>
public sealed class MqttConnectionContext : WebPubSubConnectionContext
{
    /// <summary>Creates the context of an event, for example for a test.</summary>
    /// <param name="eventType">The category of the event.</param>
    /// <param name="eventName">The name of the event without prefix.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connectionId">The MQTT client ID.</param>
    /// <param name="physicalConnectionId">The ID of the physical connection.</param>
    /// <param name="sessionId">The ID of the session. A connect event has no session ID.</param>
    /// <param name="userId">The user ID, or <see langword="null"/> for an anonymous connection.</param>
    /// <param name="signature">The value of <c>ce-signature</c>.</param>
    /// <param name="origin">The value of <c>WebHook-Request-Origin</c>.</param>
    /// <param name="connectionStates">The states of the connection.</param>
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

    /// <summary>Gets the ID of the physical connection, which changes each time the client connects.</summary>
    public string PhysicalConnectionId { get; }

    /// <summary>Gets the ID of the session. A session can outlive its connections. The ID is <see langword="null"/> in a connect event.</summary>
    public string? SessionId { get; }

    internal override IReadOnlyList<MqttUserProperty> ReadMqttUserProperties() => EventHeaders.ReadMqttProperties(Headers);
}
