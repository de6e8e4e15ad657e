// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Operations;

/// <summary>One request to the service, without the resource that receives it.</summary>
/// <param name="Name">The name of the operation, as telemetry shows it.</param>
/// <param name="Kind">The kind of the operation.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, escaped, below the endpoint of a resource.</param>
internal sealed record OperationRequest(string Name, OperationKind Kind, RequestMethod Method, string Path)
{
    /// <summary>Gets the body.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>Gets the content type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the content types that the response may have.</summary>
    public string? Accept { get; init; }

    /// <summary>Gets the address of the request, if the service chose it.</summary>
    public Uri? Link { get; init; }

    /// <summary>Gets the pairs that travel with a message.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Metadata { get; init; }

    /// <summary>Gets whether the request may be sent again when the service may have carried it out.</summary>
    public bool CanRepeat { get; init; } = true;

    /// <summary>Gets whether the response holds an access token, which no log may show.</summary>
    public bool ReturnsToken { get; init; }

    /// <summary>Gets whether the request names one connection, user or group, which another resource may have.</summary>
    /// <remarks>Checks, grants and additions do. Any other request does not get 404 from the service.</remarks>
    public bool HasOneTarget => Method == RequestMethod.Head || Method == RequestMethod.Put;

    /// <summary>Returns the same request with a body that can be sent several times at once. The body before is disposed.</summary>
    public OperationRequest Buffer() => Content is null ? this : this with { Content = Buffer(Content) };

    /// <summary>Reads a body into memory, and disposes it.</summary>
    public static RequestContent Buffer(RequestContent content)
    {
        using RequestContent original = content;
        using var buffer = new MemoryStream();
        content.WriteTo(buffer, CancellationToken.None);
        return RequestContent.Create(buffer.ToArray());
    }
}
