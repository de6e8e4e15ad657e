// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What goes back over HTTP for one event.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The value of <c>Content-Type</c>, or <see langword="null"/> without a body.</param>
/// <param name="Body">The body, or <see langword="null"/>.</param>
/// <param name="Headers">All other headers, or <see langword="null"/> when there are none. An MQTT property may occur more than once.</param>
public sealed record WebPubSubEventReply(
    int StatusCode, string? ContentType = null, BinaryData? Body = null, IReadOnlyList<KeyValuePair<string, string>>? Headers = null);
