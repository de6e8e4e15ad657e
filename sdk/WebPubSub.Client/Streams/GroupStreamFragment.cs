// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>A fragment of a stream.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class GroupStreamFragment
{
    /// <summary>Creates a fragment, for example for a test.</summary>
    /// <param name="data">The data.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="sequenceId">The number of the fragment, from 1.</param>
    public GroupStreamFragment(BinaryData data, WebPubSubDataType dataType, long sequenceId)
    {
        Data = data;
        DataType = dataType;
        SequenceId = sequenceId;
    }

    /// <summary>Gets the data.</summary>
    public BinaryData Data { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the number of the fragment, from 1.</summary>
    public long SequenceId { get; }

    /// <summary>Gets the number of missing fragments before this fragment. They were sent while the client had no connection or was not in the group.</summary>
    public long MissingFragments { get; init; }

    /// <summary>Gets whether a fragment with this sequence ID, or a higher one, was received before.</summary>
    public bool IsDuplicate { get; init; }
}
