// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of a client: stops receiving the states of the members of a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class UnsubscribeGroupStateMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">Asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</param>
    public UnsubscribeGroupStateMessage(string group, long? ackId = null)
    {
        Group = group;
        AckId = ackId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the ID that asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</summary>
    public long? AckId { get; }
}
