// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>The key of a stream. It includes the user, because publishers choose the stream IDs, and two publishers can choose the same ID.</summary>
internal readonly record struct StreamKey(string Group, string StreamId, string? FromUserId);
