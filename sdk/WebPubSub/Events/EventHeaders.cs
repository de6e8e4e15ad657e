// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;

namespace WebPubSub;

/// <summary>The headers whose names contain a metadata key or the name of an MQTT user property.</summary>
/// <remarks>See docs/protocols/event-handler.md#10-message-metadata and #136-mqtt.</remarks>
internal static class EventHeaders
{
    public const string MetadataPrefix = "X-WebPubSub-Metadata-";
    public const string MqttPropertyPrefix = "mqtt-";

    public static IReadOnlyDictionary<string, string> ReadMetadata(IReadOnlyDictionary<string, string[]> headers)
    {
        Dictionary<string, string>? metadata = null;
        foreach ((string name, string[] values) in headers)
        {
            if (name.Length > MetadataPrefix.Length && name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) && values.Length > 0)
            {
                (metadata ??= [])[name[MetadataPrefix.Length..].ToLowerInvariant()] = values[^1];
            }
        }

        return metadata ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    public static IReadOnlyList<MqttUserProperty> ReadMqttProperties(IReadOnlyDictionary<string, string[]> headers) =>
    [
        .. headers
            .Where(header => header.Key.Length > MqttPropertyPrefix.Length && header.Key.StartsWith(MqttPropertyPrefix, StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Select(value => new MqttUserProperty(header.Key[MqttPropertyPrefix.Length..], value))),
    ];
}
