// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An MQTT client wants to connect; its CONNECT packet waits for the answer.</summary>
public sealed class MqttConnectEventRequest : ConnectEventRequest
{
    /// <summary>Creates an event, for example for a test.</summary>
    /// <param name="context">The connection of the event.</param>
    /// <param name="claims">The claims of the access token of the client.</param>
    /// <param name="query">The query of the handshake.</param>
    /// <param name="certificates">The certificates that the client presented.</param>
    /// <param name="headers">The headers of the handshake.</param>
    /// <param name="mqtt">What the CONNECT packet says.</param>
    public MqttConnectEventRequest(
        MqttConnectionContext context,
        IReadOnlyDictionary<string, string[]>? claims,
        IReadOnlyDictionary<string, string[]>? query,
        IEnumerable<WebPubSubClientCertificate>? certificates,
        IReadOnlyDictionary<string, string[]>? headers,
        MqttConnectProperties mqtt)
        : base(context, claims, query, ["mqtt"], certificates, headers)
    {
        ArgumentNullException.ThrowIfNull(mqtt);
        Mqtt = mqtt;
    }

    /// <summary>Gets what the CONNECT packet says.</summary>
    public MqttConnectProperties Mqtt { get; }

#pragma warning disable CA1822 // the official packages have these as instance methods, and code that calls them must compile
    /// <summary>Accepts the client. What is <see langword="null"/> stays as the client's token says; it counts for a new session only.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The topic filters to be subscribed to from the start. An empty list changes nothing.</param>
    /// <param name="roles">The roles, which replace those of the access token. An empty list removes them all.</param>
    /// <returns>The response to return from the hub.</returns>
    public MqttConnectEventResponse CreateMqttResponse(string? userId, IEnumerable<string>? groups, IEnumerable<string>? roles) =>
        new(userId, groups, roles);

    /// <summary>Refuses a client of MQTT 3.1.1.</summary>
    /// <param name="code">The return code of its CONNACK.</param>
    /// <param name="message">More words; MQTT 3.1.1 does not carry them to the client.</param>
    /// <returns>The response to return from the hub.</returns>
    public MqttConnectEventErrorResponse CreateMqttV311ErrorResponse(MqttV311ConnectReturnCode code, string? message = null) => new(code, message);

    /// <summary>Refuses a client of MQTT 5.0.</summary>
    /// <param name="code">The reason code of its CONNACK.</param>
    /// <param name="message">More words, which reach the client.</param>
    /// <returns>The response to return from the hub.</returns>
    public MqttConnectEventErrorResponse CreateMqttV50ErrorResponse(MqttV500ConnectReasonCode code, string? message = null) => new(code, message);
#pragma warning restore CA1822

    /// <summary>Refuses the client with the code of its MQTT version that fits best.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">More words, which reach clients of MQTT 5.0.</param>
    /// <returns>The response to return from the hub.</returns>
    public override EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message = null) => base.CreateErrorResponse(code, message);
}
