// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Streams;

/// <summary>Which stream a fragment is of: ids are the publishers' own, and two of them may have the same.</summary>
internal readonly record struct StreamKey(string Group, string StreamId, string? FromUserId);
