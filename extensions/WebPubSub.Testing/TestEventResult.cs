// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Testing;

/// <summary>The answer of an event handler.</summary>
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

    /// <summary>Gets the HTTP status code.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets whether the service treats the answer as a success.</summary>
    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    /// <summary>Gets the content type of the answer, or <see langword="null"/> if the answer has no content type.</summary>
    public string? ContentType { get; }

    /// <summary>Gets the body. It is empty if the answer has no body.</summary>
    public BinaryData Body { get; }

    /// <summary>
    /// Gets the new connection state in the encoding of the <c>ce-connectionState</c> header, or <see langword="null"/> if the state does not change.
    /// </summary>
    public string? RawConnectionState { get; }

    /// <summary>Gets the metadata of the answer. The names are in lower case.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
