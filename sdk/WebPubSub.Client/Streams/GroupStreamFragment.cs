// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>A fragment of a stream, as it came.</summary>
/// <param name="Data">The data.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="SequenceId">Its number, from 1.</param>
/// <param name="Missing">How many before it are missing, which were sent while the client had no connection or was not in the group.</param>
/// <param name="IsDuplicate">Whether its number, or a later one, has come before.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.6.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record GroupStreamFragment(BinaryData Data, WebPubSubDataType DataType, ulong SequenceId, ulong Missing = 0, bool IsDuplicate = false);
