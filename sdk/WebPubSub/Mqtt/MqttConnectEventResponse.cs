// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Accepts an MQTT client. What is <see langword="null"/> stays as the client's token says.</summary>
public sealed class MqttConnectEventResponse : ConnectEventResponse
{
    /// <summary>Creates a response that accepts the client as its access token says.</summary>
    public MqttConnectEventResponse()
    {
    }

    /// <summary>Creates a response that accepts the client.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The topic filters to be subscribed to from the start. An empty list changes nothing.</param>
    /// <param name="roles">The roles, which replace those of the access token. An empty list removes them all.</param>
    public MqttConnectEventResponse(string? userId, IEnumerable<string>? groups, IEnumerable<string>? roles)
        : base(userId, groups, null, roles)
    {
    }

    /// <summary>Gets or sets what goes into the CONNACK packet.</summary>
    public MqttConnectEventResponseProperties Mqtt { get; set; } = new();
}
