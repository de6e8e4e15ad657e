// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A response that accepts an MQTT client. For a property that is <see langword="null"/>, the access token of the client decides.</summary>
public sealed class MqttConnectEventResponse : ConnectEventResponse
{
    /// <summary>Creates a response that accepts the client with the values of its access token.</summary>
    public MqttConnectEventResponse()
    {
    }

    /// <summary>Creates a response that accepts the client.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The topic filters to which the service subscribes the client. An empty list changes nothing.</param>
    /// <param name="roles">The roles, which replace the roles of the access token. An empty list removes all roles.</param>
    public MqttConnectEventResponse(string? userId, IEnumerable<string>? groups, IEnumerable<string>? roles)
        : base(userId, groups, null, roles)
    {
    }

    /// <summary>Gets or sets the properties of the CONNACK packet.</summary>
    public MqttConnectEventResponseProperties Mqtt { get; set; } = new();
}
