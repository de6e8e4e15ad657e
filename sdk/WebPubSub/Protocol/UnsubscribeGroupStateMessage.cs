// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that stops receiving the states of the members of a group.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class UnsubscribeGroupStateMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</param>
    public UnsubscribeGroupStateMessage(string group, long? ackId = null)
    {
        Group = group;
        AckId = ackId;
    }

    /// <summary>Gets the group.</summary>
    public string Group { get; }

    /// <summary>Gets the ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</summary>
    public long? AckId { get; }
}
