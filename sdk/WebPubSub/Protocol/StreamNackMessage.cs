// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service to the publisher of a stream. It rejects a fragment and contains the number of the expected fragment.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamNackMessage : WebPubSubMessage
{
    /// <summary>Fragments before the sent fragment are missing.</summary>
    public const string InvalidSequenceId = "InvalidSequenceId";

    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream, which stays open.</param>
    /// <param name="expectedSequenceId">The number of the next fragment.</param>
    /// <param name="name">The kind of error.</param>
    /// <param name="message">The description of the error.</param>
    public StreamNackMessage(string streamId, long expectedSequenceId, string name, string? message = null)
    {
        StreamId = streamId;
        ExpectedSequenceId = expectedSequenceId;
        Name = name;
        Message = message;
    }

    /// <summary>Gets the ID of the stream, which stays open.</summary>
    public string StreamId { get; }

    /// <summary>Gets the number of the next fragment.</summary>
    public long ExpectedSequenceId { get; }

    /// <summary>Gets the kind of error.</summary>
    public string Name { get; }

    /// <summary>Gets the description of the error.</summary>
    public string? Message { get; }
}
