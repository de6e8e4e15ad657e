// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What goes back over HTTP for one event.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The value of <c>Content-Type</c>, or <see langword="null"/> without a body.</param>
/// <param name="Body">The body, or <see langword="null"/>.</param>
/// <param name="ConnectionState">The value of <c>ce-connectionState</c>, or <see langword="null"/> when the state stays as it is.</param>
public sealed record WebPubSubEventReply(int StatusCode, string? ContentType = null, BinaryData? Body = null, string? ConnectionState = null);
