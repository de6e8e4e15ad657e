// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Messages;

/// <summary>The metadata of a message that came by HTTP. REST API reference, section 9.4; event handler reference, section 10.</summary>
internal static class MetadataHeaders
{
    public const string Prefix = "X-WebPubSub-Metadata-";

    /// <summary>Reads the pairs, still unchecked; null when there are none.</summary>
    /// <param name="headers">Headers, each with the last of its values.</param>
    public static Dictionary<string, string>? Read(IEnumerable<KeyValuePair<string, string>> headers)
    {
        Dictionary<string, string>? metadata = null;
        foreach ((string name, string value) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                // Of a list the last item counts.
                (metadata ??= [])[name[Prefix.Length..].ToLowerInvariant()] = value[(value.LastIndexOf(',') + 1)..].Trim();
            }
        }

        return metadata;
    }
}
