// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Closes every connection of the hub. Reliable clients cannot recover these connections.</summary>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-all-connections">the REST operation</see>.</remarks>
    public virtual Task<Response> CloseAllConnectionsAsync(
        IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Close("CloseAllConnections", Target.Hub, excluded, reason), context);

    /// <inheritdoc cref="CloseAllConnectionsAsync(IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseAllConnections(IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.Send(Requests.Close("CloseAllConnections", Target.Hub, excluded, reason), context);

    /// <summary>Closes every connection of the hub. Reliable clients cannot recover these connections.</summary>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-all-connections">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> CloseAllConnectionsAsync(IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseAllConnectionsAsync(excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseAllConnectionsAsync(IEnumerable{string}?, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response CloseAllConnections(IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseAllConnections(excluded, reason, ToContext(cancellationToken));

    /// <summary>Closes the connections that are currently in a group. Reliable clients cannot recover these connections.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-group-connections">the REST operation</see>.</remarks>
    public virtual Task<Response> CloseGroupConnectionsAsync(
        string group, IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Close("CloseGroupConnections", Target.Group(group), excluded, reason), context);

    /// <inheritdoc cref="CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseGroupConnections(
        string group, IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.Send(Requests.Close("CloseGroupConnections", Target.Group(group), excluded, reason), context);

    /// <summary>Closes the connections that are currently in a group. Reliable clients cannot recover these connections.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-group-connections">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> CloseGroupConnectionsAsync(
        string group, IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseGroupConnectionsAsync(group, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response CloseGroupConnections(string group, IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseGroupConnections(group, excluded, reason, ToContext(cancellationToken));

    /// <summary>Closes the current connections of a user. Reliable clients cannot recover these connections.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-user-connections">the REST operation</see>.</remarks>
    public virtual Task<Response> CloseUserConnectionsAsync(
        string userId, IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Close("CloseUserConnections", Target.User(userId), excluded, reason), context);

    /// <inheritdoc cref="CloseUserConnectionsAsync(string, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response CloseUserConnections(
        string userId, IEnumerable<string>? excluded = null, string? reason = null, RequestContext? context = null) =>
        Resources.Send(Requests.Close("CloseUserConnections", Target.User(userId), excluded, reason), context);

    /// <summary>Closes the current connections of a user. Reliable clients cannot recover these connections.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="excluded">The IDs of connections that stay open.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-user-connections">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> CloseUserConnectionsAsync(
        string userId, IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseUserConnectionsAsync(userId, excluded, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseUserConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response CloseUserConnections(string userId, IEnumerable<string>? excluded, string? reason, CancellationToken cancellationToken) =>
        CloseUserConnections(userId, excluded, reason, ToContext(cancellationToken));
}
