// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Closes every connection of the hub, as it is now. Reliable ones cannot recover from it.</summary>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.10.</remarks>
    public virtual Task<Response> CloseAllConnectionsAsync(
        IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseAllConnectionsAsync(excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseAllConnectionsAsync(IEnumerable{string}?, string?, CancellationToken)"/>
    public virtual Response CloseAllConnections(
        IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseAllConnections(excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseAllConnectionsAsync(IEnumerable{string}?, string?, CancellationToken)"/>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> CloseAllConnectionsAsync(IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        SendAsync(FinishClose(CreateMessage(RequestMethod.Post, context), excluded, reason), context);

    /// <inheritdoc cref="CloseAllConnectionsAsync(IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseAllConnections(IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        Send(FinishClose(CreateMessage(RequestMethod.Post, context), excluded, reason), context);

    /// <summary>Closes the connections that are in a group now. Reliable ones cannot recover from it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="ArgumentException">The group name is malformed; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.11.</remarks>
    public virtual Task<Response> CloseGroupConnectionsAsync(
        string group, IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseGroupConnectionsAsync(group, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    public virtual Response CloseGroupConnections(
        string group, IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseGroupConnections(group, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    /// <param name="group">The group.</param>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> CloseGroupConnectionsAsync(
        string group, IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        SendAsync(FinishClose(CreateGroupMessage(RequestMethod.Post, group, context), excluded, reason), context);

    /// <inheritdoc cref="CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseGroupConnections(string group, IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        Send(FinishClose(CreateGroupMessage(RequestMethod.Post, group, context), excluded, reason), context);

    /// <summary>Closes the connections that a user has now. Reliable ones cannot recover from it.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="ArgumentException">The user id is malformed; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.12.</remarks>
    public virtual Task<Response> CloseUserConnectionsAsync(
        string userId, IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseUserConnectionsAsync(userId, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseUserConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    public virtual Response CloseUserConnections(
        string userId, IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseUserConnections(userId, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseUserConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    /// <param name="userId">The user.</param>
    /// <param name="excluded">Connections that stay.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> CloseUserConnectionsAsync(
        string userId, IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        SendAsync(FinishClose(CreateUserMessage(RequestMethod.Post, userId, context), excluded, reason), context);

    /// <inheritdoc cref="CloseUserConnectionsAsync(string, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseUserConnections(string userId, IEnumerable<string>? excluded, string? reason, RequestContext? context) =>
        Send(FinishClose(CreateUserMessage(RequestMethod.Post, userId, context), excluded, reason), context);

    private static HttpMessage FinishClose(HttpMessage message, IEnumerable<string>? excluded, string? reason)
    {
        message.Request.Uri.AppendPath("/:closeConnections", escape: false);
        AppendExcluded(message.Request.Uri, excluded);
        AppendReason(message.Request.Uri, reason);
        return message;
    }

    private static void AppendReason(RequestUriBuilder uri, string? reason)
    {
        if (!string.IsNullOrEmpty(reason))
        {
            uri.AppendQuery("reason", reason, escapeValue: true);
        }
    }
}
