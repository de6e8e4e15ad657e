// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A user property of an MQTT 5.0 packet. A name can occur several times.</summary>
public sealed record MqttUserProperty
{
    /// <summary>Creates a user property.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public MqttUserProperty(string name, string value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the value.</summary>
    public string Value { get; }
}
