// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of a client: adds the connection to a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the subprotocol</see>.</remarks>
public sealed class JoinGroupMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">Asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</param>
    public JoinGroupMessage(string group, long? ackId)
    {
        Group = group;
        AckId = ackId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the ID that asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</summary>
    public long? AckId { get; }
}
