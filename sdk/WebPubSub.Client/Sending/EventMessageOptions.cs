// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>What else there is to say of an event.</summary>
public class EventMessageOptions
{
    /// <summary>Gets or sets the id of the message, for who draws ids: below 2^52, from where on the client draws its own.</summary>
    /// <value>The default is <see langword="null"/>: the client draws one.</value>
    public long? AckId { get; set; }

    /// <summary>Gets or sets whether not to wait for an acknowledgement: the message may be lost.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FireAndForget { get; set; }

    /// <summary>Gets the pairs that travel with the message: keys of 1 to 256 characters, ASCII values of up to 1,024, 8,192 in all.</summary>
    /// <remarks>Protocol reference: client protocols, section 9.1.</remarks>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, string>? CheckMetadata()
    {
        if (Metadata.Count == 0)
        {
            return null;
        }

        var copy = new Dictionary<string, string>(Metadata, StringComparer.Ordinal);
        return MessageMetadata.FindViolation(copy) is { } violation ? throw new ArgumentException($"The service would refuse it: {violation}.", nameof(Metadata)) : copy;
    }
}
