// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service to the publisher of a stream: the stream has ended.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamClosedMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="error">The error, or <see langword="null"/> if the stream ended normally.</param>
    public StreamClosedMessage(string streamId, StreamError? error = null)
    {
        StreamId = streamId;
        Error = error;
    }

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>Gets the error, or <see langword="null"/> if the stream ended normally.</summary>
    public StreamError? Error { get; }
}
