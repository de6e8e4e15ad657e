// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The CONNACK return code that rejects an MQTT 3.1.1 client.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1008", Justification = "Zero means success, so it is not an error code.")]
public enum MqttV311ConnectReturnCode
{
    /// <summary>The version of the protocol is not supported (HTTP 400).</summary>
    UnacceptableProtocolVersion = 1,

    /// <summary>The client ID is not allowed (HTTP 400).</summary>
    IdentifierRejected = 2,

    /// <summary>The server is unavailable (HTTP 503). The service retries the event before it rejects the client.</summary>
    ServerUnavailable = 3,

    /// <summary>The user name or password is malformed or wrong (HTTP 401).</summary>
    BadUsernameOrPassword = 4,

    /// <summary>The client is not allowed to connect (HTTP 401).</summary>
    NotAuthorized = 5,
}
