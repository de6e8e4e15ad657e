// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that sets its state in a group. Other members of the group can read the state.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class SetGroupStateMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">The group. The client must be a member.</param>
    /// <param name="state">The state, which replaces the previous state. <see langword="null"/> clears the state.</param>
    /// <param name="ackId">The ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</param>
    public SetGroupStateMessage(string group, IReadOnlyDictionary<string, string>? state = null, long? ackId = null)
    {
        Group = group;
        State = state;
        AckId = ackId;
    }

    /// <summary>Gets the group. The client must be a member.</summary>
    public string Group { get; }

    /// <summary>Gets the state, which replaces the previous state. <see langword="null"/> clears the state.</summary>
    public IReadOnlyDictionary<string, string>? State { get; }

    /// <summary>Gets the ack ID, which also lets the service detect a repeated request. <see langword="null"/> requests no acknowledgement.</summary>
    public long? AckId { get; }
}
