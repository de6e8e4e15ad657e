// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What the CONNECT packet of an MQTT client says.</summary>
public sealed class MqttConnectProperties
{
    /// <summary>Creates the properties.</summary>
    /// <param name="protocolVersion">The MQTT version.</param>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password, in base64.</param>
    /// <param name="userProperties">The user properties; MQTT 5.0 only.</param>
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

    /// <summary>Gets the MQTT version. A newer service may send one that has no name here.</summary>
    public MqttProtocolVersion ProtocolVersion { get; }

    /// <summary>Gets the user name, or <see langword="null"/>.</summary>
    public string? Username { get; }

    /// <summary>Gets the bytes of the password in base64, as the service sends them, or <see langword="null"/>. A secret.</summary>
    public string? Password { get; }

    /// <summary>Gets the bytes of the password, or <see langword="null"/>. A secret.</summary>
    /// <exception cref="FormatException"><see cref="Password"/> is no base64; that of an event always is.</exception>
    public ReadOnlyMemory<byte>? PasswordBytes => Password is null ? null : Convert.FromBase64String(Password);

    /// <summary>Gets the user properties, or <see langword="null"/>; MQTT 5.0 only.</summary>
    public IReadOnlyList<MqttUserProperty>? UserProperties { get; }

    /// <summary>Gets whether the client wants a new session; <see langword="null"/> when the service does not say.</summary>
    public bool? CleanStart { get; }
}
