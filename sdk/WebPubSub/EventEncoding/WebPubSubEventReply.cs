// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The HTTP response to an event.</summary>
public sealed class WebPubSubEventReply
{
    /// <summary>Creates a response.</summary>
    /// <param name="statusCode">The HTTP status.</param>
    public WebPubSubEventReply(int statusCode) => StatusCode = statusCode;

    /// <summary>Gets the HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the value of <c>Content-Type</c>.</summary>
    /// <value><see langword="null"/> if there is no body.</value>
    public string? ContentType { get; init; }

    /// <summary>Gets the body.</summary>
    /// <value><see langword="null"/> if there is no body.</value>
    public BinaryData? Body { get; init; }

    /// <summary>Gets the other headers. The header of an MQTT property can occur several times.</summary>
    /// <value>The default is an empty list.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
