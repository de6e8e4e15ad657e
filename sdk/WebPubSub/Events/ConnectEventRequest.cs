// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;

namespace WebPubSub;

/// <summary>The event that the service sends when a client wants to connect. The handshake of the client waits for the response.</summary>
public class ConnectEventRequest : WebPubSubEventRequest
{
    private static readonly ReadOnlyDictionary<string, string[]> Nothing = ReadOnlyDictionary<string, string[]>.Empty;

    /// <summary>Creates an event, for example for a test.</summary>
    /// <param name="context">The connection of the event.</param>
    /// <param name="claims">The claims of the access token of the client.</param>
    /// <param name="query">The query of the handshake.</param>
    /// <param name="subprotocols">The WebSocket subprotocols that the client offers, in the order of the client.</param>
    /// <param name="certificates">The certificates that the client presented.</param>
    /// <param name="headers">The headers of the handshake.</param>
    public ConnectEventRequest(
        WebPubSubConnectionContext context,
        IReadOnlyDictionary<string, string[]>? claims,
        IReadOnlyDictionary<string, string[]>? query,
        IEnumerable<string>? subprotocols,
        IEnumerable<WebPubSubClientCertificate>? certificates,
        IReadOnlyDictionary<string, string[]>? headers = null)
        : base(context)
    {
        Claims = claims ?? Nothing;
        Query = query ?? Nothing;
        Headers = headers ?? Nothing;
        Subprotocols = [.. subprotocols ?? []];
        ClientCertificates = [.. certificates ?? []];
    }

    /// <summary>Gets the claims of the access token of the client, with the short and the long names that the service sends.</summary>
    public IReadOnlyDictionary<string, string[]> Claims { get; }

    /// <summary>Gets the query of the handshake. Keep it secret: it can contain the access token.</summary>
    public IReadOnlyDictionary<string, string[]> Query { get; }

    /// <summary>Gets the headers of the handshake.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <summary>Gets the WebSocket subprotocols that the client offers, in the order of the client.</summary>
    public IReadOnlyList<string> Subprotocols { get; }

    /// <summary>Gets the certificates that the client presented.</summary>
    public IReadOnlyList<WebPubSubClientCertificate> ClientCertificates { get; }

    /// <summary>Creates a response that accepts the client. For a parameter that is <see langword="null"/>, the access token of the client decides.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The groups that the client joins. An empty list keeps the groups of the access token.</param>
    /// <param name="subprotocol">The subprotocol, which the client must have offered.</param>
    /// <param name="roles">The roles, which replace those of the access token. An empty list removes them all.</param>
    /// <returns>The response to return from the hub.</returns>
#pragma warning disable CA1822 // the official packages have it as an instance method, and code that calls it must compile
    public ConnectEventResponse CreateResponse(
        string? userId, IEnumerable<string>? groups, string? subprotocol, IEnumerable<string>? roles) =>
        new(userId, groups, subprotocol, roles);
#pragma warning restore CA1822

    /// <summary>Creates a response that rejects the client. The handshake fails with the status of the code.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">The error message. The client may be able to read it.</param>
    /// <returns>The response to return from the hub.</returns>
    public virtual EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message) => new(code, message);

#pragma warning disable CA1822 // the same reason as for CreateResponse
    /// <summary>Creates a response that rejects the client. The handshake fails with this status.</summary>
    /// <param name="statusCode">The HTTP status, such as 403 or 429: 400 to 599.</param>
    /// <param name="message">The error message. The client may be able to read it.</param>
    /// <returns>The response to return from the hub.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 400 to 599.</exception>
    public EventErrorResponse CreateErrorResponse(int statusCode, string? message = null) => new(statusCode, message);
#pragma warning restore CA1822
}
