// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Why an MQTT 3.1.1 client is refused: the return code of its CONNACK.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1008", Justification = "Zero would be an acceptance, which is no error.")]
public enum MqttV311ConnectReturnCode
{
    /// <summary>The version of the protocol is not supported; HTTP 400.</summary>
    UnacceptableProtocolVersion = 1,

    /// <summary>The client id is not allowed; HTTP 400.</summary>
    IdentifierRejected = 2,

    /// <summary>The server is unavailable; HTTP 503, so the service asks again before the client hears of it.</summary>
    ServerUnavailable = 3,

    /// <summary>User name or password is malformed or wrong; HTTP 401.</summary>
    BadUsernameOrPassword = 4,

    /// <summary>The client may not connect; HTTP 401.</summary>
    NotAuthorized = 5,
}
