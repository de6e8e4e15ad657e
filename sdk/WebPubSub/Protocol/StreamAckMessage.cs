// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service to the publisher of a stream. It acknowledges all fragments below a number.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamAckMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="expectedSequenceId">The number of the next fragment. It is 1 when the stream has just been opened.</param>
    public StreamAckMessage(string streamId, long expectedSequenceId)
    {
        StreamId = streamId;
        ExpectedSequenceId = expectedSequenceId;
    }

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>Gets the number of the next fragment. It is 1 when the stream has just been opened.</summary>
    public long ExpectedSequenceId { get; }
}
