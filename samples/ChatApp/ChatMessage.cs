// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace ChatApp;

/// <summary>
/// A message for the page: <c>said</c> is a message of a user, <c>notice</c> contains the users in the chat, or announces that a user joined or left, and <c>reply</c> is an answer of the hub.
/// Each instance of the chat announces each change, and the page shows a <c>Change</c> once.
/// </summary>
internal sealed record ChatMessage(
    string Kind, string Text, string? From = null, string? Room = null, IReadOnlyList<string>? People = null, string? Change = null);
