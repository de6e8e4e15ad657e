// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The reason code of the DISCONNECT packet of an MQTT session. It is always 0 with MQTT 3.1.1.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1028", Justification = "One byte on the wire, and in the official package.")]
public enum MqttDisconnectReasonCode : byte
{
    /// <summary>The session ended normally. The will message is not published.</summary>
    NormalDisconnection = 0,

    /// <summary>The session ended normally. The will message is published.</summary>
    DisconnectWithWillMessage = 4,

    /// <summary>No other code applies.</summary>
    UnspecifiedError = 128,

    /// <summary>A packet could not be read.</summary>
    MalformedPacket = 129,

    /// <summary>A packet violates the protocol.</summary>
    ProtocolError = 130,

    /// <summary>A packet is valid, but the receiver does not accept it.</summary>
    ImplementationSpecificError = 131,

    /// <summary>The request is not allowed.</summary>
    NotAuthorized = 135,

    /// <summary>The server is busy.</summary>
    ServerBusy = 137,

    /// <summary>The server is shutting down.</summary>
    ServerShuttingDown = 139,

    /// <summary>No packet was received for one and a half times the keep-alive time.</summary>
    KeepAliveTimeout = 141,

    /// <summary>Another connection uses the same client ID.</summary>
    SessionTakenOver = 142,

    /// <summary>A topic filter is not accepted.</summary>
    TopicFilterInvalid = 143,

    /// <summary>A topic name is not accepted.</summary>
    TopicNameInvalid = 144,

    /// <summary>More publications were in flight than allowed.</summary>
    ReceiveMaximumExceeded = 147,

    /// <summary>A topic alias is invalid.</summary>
    TopicAliasInvalid = 148,

    /// <summary>A packet is larger than allowed.</summary>
    PacketTooLarge = 149,

    /// <summary>The rate of messages is too high.</summary>
    MessageRateTooHigh = 150,

    /// <summary>A limit was exceeded.</summary>
    QuotaExceeded = 151,

    /// <summary>An administrator ended the session.</summary>
    AdministrativeAction = 152,

    /// <summary>A payload does not match its declared format.</summary>
    PayloadFormatInvalid = 153,

    /// <summary>Retained messages are not supported.</summary>
    RetainNotSupported = 154,

    /// <summary>The quality of service is not supported.</summary>
    QosNotSupported = 155,

    /// <summary>The client should use another server temporarily.</summary>
    UseAnotherServer = 156,

    /// <summary>The client should use another server permanently.</summary>
    ServerMoved = 157,

    /// <summary>Shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 158,

    /// <summary>The rate of connections is too high.</summary>
    ConnectionRateExceeded = 159,

    /// <summary>The maximum duration of a connection was exceeded.</summary>
    MaximumConnectTime = 160,

    /// <summary>Subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 161,

    /// <summary>Wildcard subscriptions are not supported.</summary>
    WildcardSubscriptionsNotSupported = 162,
}
