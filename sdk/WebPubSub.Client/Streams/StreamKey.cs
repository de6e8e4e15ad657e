// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>Identifies a stream. Publishers choose the IDs, and two of them may choose the same.</summary>
internal readonly record struct StreamKey(string Group, string StreamId, string? FromUserId);
