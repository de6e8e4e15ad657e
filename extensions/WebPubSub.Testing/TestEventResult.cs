// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Testing;

/// <summary>What an event handler answered.</summary>
public sealed class TestEventResult
{
    private const string MetadataPrefix = "X-WebPubSub-Metadata-";

    internal TestEventResult(HttpResponseMessage response, BinaryData body)
    {
        StatusCode = response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.ToString();
        Body = body;
        RawConnectionState = response.Headers.TryGetValues("ce-connectionState", out IEnumerable<string>? values) ? values.Last() : null;
        Metadata = response.Headers
            .Where(header => header.Key.Length > MetadataPrefix.Length && header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(), header => header.Value.Last());
    }

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets whether the service would take it as a success.</summary>
    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    /// <summary>Gets the media type of the answer, or <see langword="null"/> without a body.</summary>
    public string? ContentType { get; }

    /// <summary>Gets the body; empty for nothing to say.</summary>
    public BinaryData Body { get; }

    /// <summary>Gets the new state of the connection as it travels, or <see langword="null"/> when it stays.</summary>
    public string? RawConnectionState { get; }

    /// <summary>Gets the metadata of the answer, by names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
