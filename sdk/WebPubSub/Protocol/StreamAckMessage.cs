// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of the service to the publisher of a stream: every fragment below a number has arrived.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class StreamAckMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="expectedSequenceId">The number of the next fragment; 1 if the stream has just been opened.</param>
    public StreamAckMessage(string streamId, long expectedSequenceId)
    {
        StreamId = streamId;
        ExpectedSequenceId = expectedSequenceId;
    }

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>Gets the number of the next fragment; 1 if the stream has just been opened.</summary>
    public long ExpectedSequenceId { get; }
}
