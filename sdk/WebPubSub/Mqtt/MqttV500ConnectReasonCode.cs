// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The CONNACK reason code that rejects an MQTT 5.0 client.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1008", Justification = "Zero means success, so it is not an error code.")]
public enum MqttV500ConnectReasonCode
{
    /// <summary>No other code applies (HTTP 500). The service retries the event before it rejects the client.</summary>
    UnspecifiedError = 128,

    /// <summary>The CONNECT packet could not be read (HTTP 400).</summary>
    MalformedPacket = 129,

    /// <summary>The CONNECT packet violates the protocol (HTTP 400).</summary>
    ProtocolError = 130,

    /// <summary>The CONNECT packet is valid, but the server does not accept it (HTTP 400).</summary>
    ImplementationSpecificError = 131,

    /// <summary>The version of the protocol is not supported (HTTP 400).</summary>
    UnsupportedProtocolVersion = 132,

    /// <summary>The client ID is not allowed (HTTP 400).</summary>
    ClientIdentifierNotValid = 133,

    /// <summary>The user name or password is not accepted (HTTP 401).</summary>
    BadUserNameOrPassword = 134,

    /// <summary>The client is not allowed to connect (HTTP 401).</summary>
    NotAuthorized = 135,

    /// <summary>The server is unavailable (HTTP 500). The service retries the event before it rejects the client.</summary>
    ServerUnavailable = 136,

    /// <summary>The server is busy (HTTP 500). The service retries the event before it rejects the client.</summary>
    ServerBusy = 137,

    /// <summary>The client is banned (HTTP 403).</summary>
    Banned = 138,

    /// <summary>The authentication method is not supported (HTTP 400).</summary>
    BadAuthenticationMethod = 140,

    /// <summary>The topic of the will message is not accepted (HTTP 400).</summary>
    TopicNameInvalid = 144,

    /// <summary>The CONNECT packet is too large (HTTP 400).</summary>
    PacketTooLarge = 149,

    /// <summary>A limit was exceeded (HTTP 429).</summary>
    QuotaExceeded = 151,

    /// <summary>The payload of the will message does not match its declared format (HTTP 400).</summary>
    PayloadFormatInvalid = 153,

    /// <summary>Retained messages are not supported (HTTP 400).</summary>
    RetainNotSupported = 154,

    /// <summary>The quality of service of the will message is not supported (HTTP 400).</summary>
    QosNotSupported = 155,

    /// <summary>The client should use another server temporarily (HTTP 500). The service retries the event before it rejects the client.</summary>
    UseAnotherServer = 156,

    /// <summary>The client should use another server permanently (HTTP 500). The service retries the event before it rejects the client.</summary>
    ServerMoved = 157,

    /// <summary>The rate of connections is too high (HTTP 429).</summary>
    ConnectionRateExceeded = 159,
}
