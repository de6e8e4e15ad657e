// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Why an MQTT 5.0 client is refused: the reason code of its CONNACK.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1008", Justification = "Zero would be an acceptance, which is no error.")]
public enum MqttV500ConnectReasonCode
{
    /// <summary>No other code fits; HTTP 500, so the service asks again before the client hears of it.</summary>
    UnspecifiedError = 128,

    /// <summary>The CONNECT packet could not be read; HTTP 400.</summary>
    MalformedPacket = 129,

    /// <summary>The CONNECT packet breaks the protocol; HTTP 400.</summary>
    ProtocolError = 130,

    /// <summary>The CONNECT packet is valid and not accepted here; HTTP 400.</summary>
    ImplementationSpecificError = 131,

    /// <summary>The version of the protocol is not supported; HTTP 400.</summary>
    UnsupportedProtocolVersion = 132,

    /// <summary>The client id is not allowed; HTTP 400.</summary>
    ClientIdentifierNotValid = 133,

    /// <summary>User name or password is not accepted; HTTP 401.</summary>
    BadUserNameOrPassword = 134,

    /// <summary>The client may not connect; HTTP 401.</summary>
    NotAuthorized = 135,

    /// <summary>The server is unavailable; HTTP 500, so the service asks again before the client hears of it.</summary>
    ServerUnavailable = 136,

    /// <summary>The server is busy; HTTP 500, so the service asks again before the client hears of it.</summary>
    ServerBusy = 137,

    /// <summary>The client has been banned; HTTP 403.</summary>
    Banned = 138,

    /// <summary>The authentication method is not supported; HTTP 400.</summary>
    BadAuthenticationMethod = 140,

    /// <summary>The topic of the will is not accepted; HTTP 400.</summary>
    TopicNameInvalid = 144,

    /// <summary>The CONNECT packet is too large; HTTP 400.</summary>
    PacketTooLarge = 149,

    /// <summary>A limit was exceeded; HTTP 429.</summary>
    QuotaExceeded = 151,

    /// <summary>The payload of the will is not in its format; HTTP 400.</summary>
    PayloadFormatInvalid = 153,

    /// <summary>Retained messages are not supported; HTTP 400.</summary>
    RetainNotSupported = 154,

    /// <summary>The quality of service of the will is not supported; HTTP 400.</summary>
    QosNotSupported = 155,

    /// <summary>Another server should be used for now; HTTP 500, so the service asks again before the client hears of it.</summary>
    UseAnotherServer = 156,

    /// <summary>Another server should be used from now on; HTTP 500, so the service asks again before the client hears of it.</summary>
    ServerMoved = 157,

    /// <summary>Too many connections in too short a time; HTTP 429.</summary>
    ConnectionRateExceeded = 159,
}
