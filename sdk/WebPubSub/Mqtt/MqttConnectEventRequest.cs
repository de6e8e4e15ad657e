// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when an MQTT client wants to connect. The client waits for the response.</summary>
public sealed class MqttConnectEventRequest : ConnectEventRequest
{
    /// <summary>Creates an event, for example for a test.</summary>
    /// <param name="context">The connection of the event.</param>
    /// <param name="claims">The claims of the access token of the client.</param>
    /// <param name="query">The query of the handshake.</param>
    /// <param name="certificates">The certificates that the client presented.</param>
    /// <param name="headers">The headers of the handshake.</param>
    /// <param name="mqtt">The properties of the CONNECT packet.</param>
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

    /// <summary>Gets the properties of the CONNECT packet.</summary>
    public MqttConnectProperties Mqtt { get; }

#pragma warning disable CA1822 // the official packages have these as instance methods, and code that calls them must compile
    /// <summary>Creates a response that accepts the client. For a parameter that is <see langword="null"/>, the access token of the client decides.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The topic filters to which the service subscribes the client. An empty list changes nothing.</param>
    /// <param name="roles">The roles, which replace the roles of the access token. An empty list removes all roles.</param>
    /// <returns>The response to return from the hub.</returns>
    /// <remarks>The service uses the values only if it creates a new session.</remarks>
    public MqttConnectEventResponse CreateMqttResponse(string? userId, IEnumerable<string>? groups, IEnumerable<string>? roles) =>
        new(userId, groups, roles);

    /// <summary>Creates a response that rejects a client of MQTT 3.1.1.</summary>
    /// <param name="code">The return code of the CONNACK packet.</param>
    /// <param name="message">The reason. MQTT 3.1.1 does not send it to the client.</param>
    /// <returns>The response to return from the hub.</returns>
    public MqttConnectEventErrorResponse CreateMqttV311ErrorResponse(MqttV311ConnectReturnCode code, string? message = null) => new(code, message);

    /// <summary>Creates a response that rejects a client of MQTT 5.0.</summary>
    /// <param name="code">The reason code of the CONNACK packet.</param>
    /// <param name="message">The reason, which the client receives.</param>
    /// <returns>The response to return from the hub.</returns>
    public MqttConnectEventErrorResponse CreateMqttV50ErrorResponse(MqttV500ConnectReasonCode code, string? message = null) => new(code, message);
#pragma warning restore CA1822

    /// <summary>Creates a response that rejects the client with the best matching code of its MQTT version.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">The error message, which MQTT 5.0 clients receive.</param>
    /// <returns>The response to return from the hub.</returns>
    public override EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message = null) => base.CreateErrorResponse(code, message);
}
