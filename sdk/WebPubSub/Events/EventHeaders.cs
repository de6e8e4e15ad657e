// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;

namespace WebPubSub;

/// <summary>The families of headers whose names hold a name of the application's. Event handler reference, sections 10 and 13.6.</summary>
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
