// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>Which part of which stream a message to a group is.</summary>
/// <param name="StreamId">The stream. Two publishers may use the same id: only group and id together come near to a name.</param>
/// <param name="StreamSequenceId">The number of the fragment, from 1.</param>
/// <param name="EndOfStream">Whether this is the end, which carries no data.</param>
/// <param name="Error">Why it ended early.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.3.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamFragment(string StreamId, ulong StreamSequenceId, bool EndOfStream = false, StreamError? Error = null);
