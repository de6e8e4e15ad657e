// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that ends a stream.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamEndMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="error">The reason for an early end, or <see langword="null"/> for a normal end.</param>
    public StreamEndMessage(string streamId, StreamError? error = null)
    {
        StreamId = streamId;
        Error = error;
    }

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>Gets the reason for an early end, or <see langword="null"/> for a normal end.</summary>
    public StreamError? Error { get; }
}
