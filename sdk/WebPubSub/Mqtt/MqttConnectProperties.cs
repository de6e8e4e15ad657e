// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The properties of the CONNECT packet of an MQTT client.</summary>
public sealed class MqttConnectProperties
{
    /// <summary>Creates the properties.</summary>
    /// <param name="protocolVersion">The MQTT version.</param>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password, in base64.</param>
    /// <param name="userProperties">The user properties (MQTT 5.0 only).</param>
    /// <param name="cleanStart">Whether the client wants a new session.</param>
    public MqttConnectProperties(
        MqttProtocolVersion protocolVersion,
        string? username = null,
        string? password = null,
        IReadOnlyList<MqttUserProperty>? userProperties = null,
        bool? cleanStart = null)
    {
        ProtocolVersion = protocolVersion;
        Username = username;
        Password = password;
        UserProperties = userProperties;
        CleanStart = cleanStart;
    }

    /// <summary>Gets the MQTT version. A newer service may send a version that <see cref="MqttProtocolVersion"/> does not define.</summary>
    public MqttProtocolVersion ProtocolVersion { get; }

    /// <summary>Gets the user name, or <see langword="null"/> if there is none.</summary>
    public string? Username { get; }

    /// <summary>Gets the password in base64, as the service sends it, or <see langword="null"/> if there is none. Keep it secret.</summary>
    public string? Password { get; }

    /// <summary>Gets the bytes of the password, or <see langword="null"/> if there is none. Keep them secret.</summary>
    /// <exception cref="FormatException"><see cref="Password"/> is not valid base64. In an event from the service, it is always valid.</exception>
    public ReadOnlyMemory<byte>? PasswordBytes => Password is null ? null : Convert.FromBase64String(Password);

    /// <summary>Gets the user properties (MQTT 5.0 only), or <see langword="null"/> if there are none.</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; }

    /// <summary>Gets whether the client wants a new session, or <see langword="null"/> if the service does not send this value.</summary>
    public bool? CleanStart { get; }
}
