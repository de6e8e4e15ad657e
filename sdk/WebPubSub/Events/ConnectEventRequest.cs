// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.ObjectModel;

namespace WebPubSub;

/// <summary>A client wants to connect; its handshake waits for the answer.</summary>
/// <remarks>Protocol reference: event handler, section 13.1.</remarks>
public class ConnectEventRequest : WebPubSubEventRequest
{
    private static readonly ReadOnlyDictionary<string, string[]> Nothing = ReadOnlyDictionary<string, string[]>.Empty;

    /// <summary>Creates a connect event.</summary>
    /// <param name="context">The connection that it is about.</param>
    /// <param name="claims">The claims of the client's token.</param>
    /// <param name="query">The query of the client's request.</param>
    /// <param name="subprotocols">The WebSocket subprotocols that the client offers, in its order.</param>
    /// <param name="certificates">The certificates that the client presented.</param>
    /// <param name="headers">The headers of the client's request.</param>
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

    /// <summary>Gets the claims of the client's token, short and mapped long names as the service sends them.</summary>
    public IReadOnlyDictionary<string, string[]> Claims { get; }

    /// <summary>Gets the query of the client's request. Treat it as a secret: it may hold the access token.</summary>
    public IReadOnlyDictionary<string, string[]> Query { get; }

    /// <summary>Gets the headers of the client's request.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; }

    /// <summary>Gets the WebSocket subprotocols that the client offers, in its order.</summary>
    public IReadOnlyList<string> Subprotocols { get; }

    /// <summary>Gets the certificates that the client presented.</summary>
    public IReadOnlyList<WebPubSubClientCertificate> ClientCertificates { get; }

    /// <summary>Accepts the client. What is <see langword="null"/> stays as the client's token says.</summary>
    /// <param name="userId">The user; the empty string makes the client anonymous.</param>
    /// <param name="groups">The groups to start in. An empty list changes nothing.</param>
    /// <param name="subprotocol">The subprotocol to speak; one that the client offered.</param>
    /// <param name="roles">The roles, replacing those of the token. An empty list takes them all away.</param>
    /// <returns>The answer to return from the hub.</returns>
#pragma warning disable CA1822 // the official packages have it as an instance method, and code that calls it must compile
    public ConnectEventResponse CreateResponse(
        string? userId, IEnumerable<string>? groups, string? subprotocol, IEnumerable<string>? roles) =>
        new(userId, groups, subprotocol, roles);
#pragma warning restore CA1822

    /// <summary>Refuses the client: its handshake fails with the status of the code.</summary>
    /// <param name="code">Why.</param>
    /// <param name="message">More words. Assume that the client can read them.</param>
    /// <returns>The answer to return from the hub.</returns>
    public virtual EventErrorResponse CreateErrorResponse(WebPubSubErrorCode code, string? message) => new(code, message);

#pragma warning disable CA1822 // as the other one
    /// <summary>Refuses the client: its handshake fails with this status.</summary>
    /// <param name="statusCode">The HTTP status, such as 403 or 429: 400 to 599.</param>
    /// <param name="message">More words. Assume that the client can read them.</param>
    /// <returns>The answer to return from the hub.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is no refusal.</exception>
    public EventErrorResponse CreateErrorResponse(int statusCode, string? message = null) => new(statusCode, message);
#pragma warning restore CA1822
}
