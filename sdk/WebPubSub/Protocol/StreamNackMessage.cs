// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service to the publisher: a fragment was not taken; go on from this number.</summary>
/// <param name="StreamId">The stream, which stays open.</param>
/// <param name="ExpectedSequenceId">The number that comes next.</param>
/// <param name="Name">The kind of error.</param>
/// <param name="Message">The error in words.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamNackMessage(string StreamId, ulong ExpectedSequenceId, string Name, string? Message = null) : WebPubSubMessage
{
    /// <summary>Fragments are missing before the one that was sent.</summary>
    public const string InvalidSequenceId = "InvalidSequenceId";
}
