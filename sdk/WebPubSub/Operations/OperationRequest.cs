// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Operations;

/// <summary>One request to the service, without the resource that receives it.</summary>
/// <param name="Name">The name of the operation in the telemetry.</param>
/// <param name="Kind">The kind of the operation.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The escaped path and query, relative to the endpoint of a resource.</param>
internal sealed record OperationRequest(string Name, OperationKind Kind, RequestMethod Method, string Path)
{
    /// <summary>Gets the body.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>Gets the content type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the accepted content types of the response.</summary>
    public string? Accept { get; init; }

    /// <summary>Gets the address of the request, if the service returned it as a link.</summary>
    public Uri? Link { get; init; }

    /// <summary>Gets the metadata of the message.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Metadata { get; init; }

    /// <summary>Gets whether the client may retry the request although the service may have processed it.</summary>
    public bool CanRetry { get; init; } = true;

    /// <summary>Gets whether the response contains an access token, which must not be logged.</summary>
    public bool ReturnsToken { get; init; }

    /// <summary>Gets whether the request names one connection, user or group, which another resource may have.</summary>
    /// <remarks>Checks, grants and additions have one target. The service does not answer other requests with 404.</remarks>
    public bool HasOneTarget => Method == RequestMethod.Head || Method == RequestMethod.Put;

    /// <summary>Returns the same request with a body that can be sent several times in parallel. The original body is disposed.</summary>
    public OperationRequest Buffer() => Content is null ? this : this with { Content = Buffer(Content) };

    /// <summary>Reads a body into memory, and disposes the original body.</summary>
    public static RequestContent Buffer(RequestContent content)
    {
        using RequestContent original = content;
        using var buffer = new MemoryStream();
        content.WriteTo(buffer, CancellationToken.None);
        return RequestContent.Create(buffer.ToArray());
    }
}
