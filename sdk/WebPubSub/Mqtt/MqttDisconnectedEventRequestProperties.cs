// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The details of the end of an MQTT session.</summary>
public sealed class MqttDisconnectedEventRequestProperties
{
    /// <summary>Creates the properties, for example for a test.</summary>
    /// <param name="initiatedByClient">Whether the client sent the DISCONNECT packet.</param>
    /// <param name="disconnectPacket">The DISCONNECT packet, or <see langword="null"/> if there was none.</param>
    public MqttDisconnectedEventRequestProperties(bool initiatedByClient, MqttDisconnectPacketProperties? disconnectPacket)
    {
        InitiatedByClient = initiatedByClient;
        DisconnectPacket = disconnectPacket;
    }

    /// <summary>Gets whether the client sent the DISCONNECT packet.</summary>
    public bool InitiatedByClient { get; }

    /// <summary>Gets the DISCONNECT packet, or <see langword="null"/> if there was none.</summary>
    public MqttDisconnectPacketProperties? DisconnectPacket { get; }
}
