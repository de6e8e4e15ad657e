// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace ChatApp;

/// <summary>What the page gets: <c>said</c> by someone, a <c>notice</c> of who came or went, or a <c>reply</c> of the hub.</summary>
internal sealed record ChatMessage(
    string Kind, string Text, string? From = null, string? Room = null, IReadOnlyList<string>? People = null);
