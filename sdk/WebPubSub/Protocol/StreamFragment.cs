// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The position of a group message in a stream.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamFragment
{
    /// <summary>Creates a fragment.</summary>
    /// <param name="streamId">The ID of the stream. Two publishers can use the same ID.</param>
    /// <param name="streamSequenceId">The number of the fragment, starting at 1.</param>
    /// <param name="endOfStream">Whether this is the last message of the stream. It contains no data.</param>
    /// <param name="error">The reason for an early end.</param>
    public StreamFragment(string streamId, long streamSequenceId, bool endOfStream = false, StreamError? error = null)
    {
        StreamId = streamId;
        StreamSequenceId = streamSequenceId;
        EndOfStream = endOfStream;
        Error = error;
    }

    /// <summary>Gets the ID of the stream. Two publishers can use the same ID.</summary>
    public string StreamId { get; }

    /// <summary>Gets the number of the fragment, starting at 1.</summary>
    public long StreamSequenceId { get; }

    /// <summary>Gets whether this is the last message of the stream. It contains no data.</summary>
    public bool EndOfStream { get; }

    /// <summary>Gets the reason for an early end.</summary>
    public StreamError? Error { get; }
}
