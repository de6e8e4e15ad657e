// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service to the publisher: every fragment below this number has arrived.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="ExpectedSequenceId">The number that comes next; 1 when the stream has just been opened.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamAckMessage(string StreamId, ulong ExpectedSequenceId) : WebPubSubMessage;
