// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Accepts an MQTT client. What is <see langword="null"/> stays as the client's token says.</summary>
/// <remarks>Protocol reference: event handler, section 13.6.</remarks>
public sealed class MqttConnectEventResponse : ConnectEventResponse
{
    /// <summary>Accepts the client as its token says.</summary>
    public MqttConnectEventResponse()
    {
    }

    /// <summary>Accepts the client.</summary>
    /// <param name="userId">The user; the empty string makes the client anonymous.</param>
    /// <param name="groups">The topic filters to be subscribed to from the start. An empty list changes nothing.</param>
    /// <param name="roles">The roles, replacing those of the token. An empty list takes them all away.</param>
    public MqttConnectEventResponse(string? userId, IEnumerable<string>? groups, IEnumerable<string>? roles)
        : base(userId, groups, null, roles)
    {
    }

    /// <summary>Gets or sets what goes into the CONNACK packet.</summary>
    public MqttConnectEventResponseProperties Mqtt { get; set; } = new();
}
