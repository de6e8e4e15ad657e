// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client: the next fragment of a stream, or a keep-alive without data.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamDataMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="streamId">The ID of the stream.</param>
    /// <param name="streamSequenceId">The number of the fragment, starting at 1. It is <see langword="null"/> for a keep-alive.</param>
    /// <param name="data">The data of the fragment.</param>
    /// <param name="dataType">The type of the data.</param>
    public StreamDataMessage(
        string streamId, long? streamSequenceId = null, BinaryData? data = null, WebPubSubDataType dataType = WebPubSubDataType.Json)
    {
        StreamId = streamId;
        StreamSequenceId = streamSequenceId;
        Data = data;
        DataType = dataType;
    }

    /// <summary>Gets the ID of the stream.</summary>
    public string StreamId { get; }

    /// <summary>Gets the number of the fragment, starting at 1. It is <see langword="null"/> for a keep-alive.</summary>
    public long? StreamSequenceId { get; }

    /// <summary>Gets the data of the fragment.</summary>
    public BinaryData? Data { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }
}
