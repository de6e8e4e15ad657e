// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>A fragment of a stream.</summary>
/// <param name="Data">The data.</param>
/// <param name="DataType">The type of the data.</param>
/// <param name="SequenceId">The number of the fragment, from 1.</param>
/// <param name="Missing">How many fragments before it are missing. They were sent while the client had no connection or was not in the group.</param>
/// <param name="IsDuplicate">Whether this number, or a later one, was received before.</param>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record GroupStreamFragment(BinaryData Data, WebPubSubDataType DataType, long SequenceId, long Missing = 0, bool IsDuplicate = false);
