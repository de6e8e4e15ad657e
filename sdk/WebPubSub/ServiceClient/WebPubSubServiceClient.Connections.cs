// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Checks whether a connection exists in the hub.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns><see langword="true"/> if the connection exists. A reliable connection without a transport exists while it can be recovered.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/connection-exists">the REST operation</see>.</remarks>
    public virtual Task<Response<bool>> ConnectionExistsAsync(string connectionId, RequestContext? context = null) =>
        Resources.CheckAsync(Requests.Exists("ConnectionExists", Target.Connection(connectionId)), context);

    /// <inheritdoc cref="ConnectionExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> ConnectionExists(string connectionId, RequestContext? context = null) =>
        Resources.Check(Requests.Exists("ConnectionExists", Target.Connection(connectionId)), context);

    /// <summary>Checks whether a connection exists in the hub.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> if the connection exists. A reliable connection without a transport exists while it can be recovered.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/connection-exists">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response<bool>> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken) =>
        ConnectionExistsAsync(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="ConnectionExistsAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response<bool> ConnectionExists(string connectionId, CancellationToken cancellationToken) =>
        ConnectionExists(connectionId, ToContext(cancellationToken));

    /// <summary>Closes a connection. A reliable client cannot recover this connection.</summary>
    /// <param name="connectionId">The connection ID. Closing a connection that does not exist succeeds.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-connection">the REST operation</see>.</remarks>
    public virtual Task<Response> CloseConnectionAsync(string connectionId, string? reason = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.CloseConnection(connectionId, reason), context);

    /// <inheritdoc cref="CloseConnectionAsync(string, string?, RequestContext?)"/>
    public virtual Response CloseConnection(string connectionId, string? reason = null, RequestContext? context = null) =>
        Resources.Send(Requests.CloseConnection(connectionId, reason), context);

    /// <summary>Closes a connection. A reliable client cannot recover this connection.</summary>
    /// <param name="connectionId">The connection ID. Closing a connection that does not exist succeeds.</param>
    /// <param name="reason">The reason, which clients of a subprotocol receive. It can have any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/close-connection">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> CloseConnectionAsync(string connectionId, string? reason, CancellationToken cancellationToken) =>
        CloseConnectionAsync(connectionId, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseConnectionAsync(string, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response CloseConnection(string connectionId, string? reason, CancellationToken cancellationToken) =>
        CloseConnection(connectionId, reason, ToContext(cancellationToken));

    /// <summary>Removes a connection from every group. The connection stays open and keeps its permissions.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is in no group or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2022-11-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connection-from-all-groups">the REST operation</see>.</remarks>
    public virtual Task<Response> RemoveConnectionFromAllGroupsAsync(string connectionId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.RemoveConnectionFromAllGroups(connectionId), context);

    /// <inheritdoc cref="RemoveConnectionFromAllGroupsAsync(string, RequestContext?)"/>
    public virtual Response RemoveConnectionFromAllGroups(string connectionId, RequestContext? context = null) =>
        Resources.Send(Requests.RemoveConnectionFromAllGroups(connectionId), context);

    /// <summary>Removes a connection from every group. The connection stays open and keeps its permissions.</summary>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is in no group or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2022-11-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connection-from-all-groups">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RemoveConnectionFromAllGroupsAsync(string connectionId, CancellationToken cancellationToken) =>
        RemoveConnectionFromAllGroupsAsync(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromAllGroupsAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RemoveConnectionFromAllGroups(string connectionId, CancellationToken cancellationToken) =>
        RemoveConnectionFromAllGroups(connectionId, ToContext(cancellationToken));
}
