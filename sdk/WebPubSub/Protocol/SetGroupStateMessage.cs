// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of a client: sets its state in a group, which other members can read.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class SetGroupStateMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="group">A group that the client is in.</param>
    /// <param name="state">The state, which replaces the previous one; <see langword="null"/> clears it.</param>
    /// <param name="ackId">Asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</param>
    public SetGroupStateMessage(string group, IReadOnlyDictionary<string, string>? state = null, long? ackId = null)
    {
        Group = group;
        State = state;
        AckId = ackId;
    }

    /// <summary>Gets a group that the client is in.</summary>
    public string Group { get; }

    /// <summary>Gets the state, which replaces the previous one; <see langword="null"/> clears it.</summary>
    public IReadOnlyDictionary<string, string>? State { get; }

    /// <summary>Gets the ID that asks for an acknowledgement, and lets the service recognize a repeat. <see langword="null"/> asks for none.</summary>
    public long? AckId { get; }
}
