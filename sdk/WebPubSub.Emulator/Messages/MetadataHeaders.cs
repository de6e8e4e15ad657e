// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Messages;

/// <summary>
/// The metadata headers of a message over HTTP. See docs/protocols/rest-api.md#94-metadata-headers; docs/protocols/event-handler.md#10-message-metadata.
/// </summary>
internal static class MetadataHeaders
{
    public const string Prefix = "X-WebPubSub-Metadata-";

    /// <summary>Reads the metadata without validation. Returns null if there is none.</summary>
    /// <param name="headers">The headers, each with its last value.</param>
    public static Dictionary<string, string>? Read(IEnumerable<KeyValuePair<string, string>> headers)
    {
        Dictionary<string, string>? metadata = null;
        foreach ((string name, string value) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                // The last item of a list is used.
                (metadata ??= [])[name[Prefix.Length..].ToLowerInvariant()] = value[(value.LastIndexOf(',') + 1)..].Trim();
            }
        }

        return metadata;
    }
}
