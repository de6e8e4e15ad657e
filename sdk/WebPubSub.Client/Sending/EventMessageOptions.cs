// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Options for sending an event.</summary>
public class EventMessageOptions
{
    private Dictionary<string, string>? _metadata;

    /// <summary>Gets or sets the ack ID of the message, below 2^52.</summary>
    /// <value>The default is <see langword="null"/>: the client chooses an ID of 2^52 or more.</value>
    public long? AckId { get; set; }

    /// <summary>Gets or sets whether to send without an acknowledgement. The message may be lost.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FireAndForget { get; set; }

    /// <summary>Gets the metadata of the message.</summary>
    /// <value>The default is empty. Keys have 1 to 256 characters, ASCII values have up to 1,024 characters, and the total is at most 8,192 characters.</value>
    public IDictionary<string, string> Metadata => _metadata ??= new Dictionary<string, string>(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, string>? CopyMetadata()
    {
        if (_metadata is not { Count: > 0 })
        {
            return null;
        }

        var copy = new Dictionary<string, string>(_metadata, StringComparer.Ordinal);
        return MessageMetadata.Validate(copy) is { } violation ? throw new ArgumentException($"The service would reject the metadata: {violation}.", nameof(Metadata)) : copy;
    }
}
