// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Tells whether a connection exists in the hub.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> also for a reliable connection that lost its socket and may still come back.</returns>
    /// <exception cref="RequestFailedException">The service answered neither yes nor no.</exception>
    /// <remarks>Protocol reference: REST API, section 7.6.</remarks>
    public virtual Task<Response<bool>> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        ConnectionExistsAsync(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="ConnectionExistsAsync(string, CancellationToken)"/>
    public virtual Response<bool> ConnectionExists(string connectionId, CancellationToken cancellationToken = default) =>
        ConnectionExists(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="ConnectionExistsAsync(string, CancellationToken)"/>
    /// <param name="connectionId">The connection.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response<bool>> ConnectionExistsAsync(string connectionId, RequestContext? context) =>
        ExistsAsync(CreateConnectionExists(connectionId, context), context);

    /// <inheritdoc cref="ConnectionExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> ConnectionExists(string connectionId, RequestContext? context) =>
        Exists(CreateConnectionExists(connectionId, context), context);

    /// <summary>Closes a connection. A reliable one cannot recover from it.</summary>
    /// <param name="connectionId">The connection. Closing one that does not exist succeeds too.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.9.</remarks>
    public virtual Task<Response> CloseConnectionAsync(
        string connectionId, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseConnectionAsync(connectionId, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseConnectionAsync(string, string?, CancellationToken)"/>
    public virtual Response CloseConnection(
        string connectionId, string? reason = null, CancellationToken cancellationToken = default) =>
        CloseConnection(connectionId, reason, ToContext(cancellationToken));

    /// <inheritdoc cref="CloseConnectionAsync(string, string?, CancellationToken)"/>
    /// <param name="connectionId">The connection. Closing one that does not exist succeeds too.</param>
    /// <param name="reason">Why; shown to clients of a subprotocol. Any length.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> CloseConnectionAsync(string connectionId, string? reason, RequestContext? context) =>
        SendAsync(CreateCloseConnection(connectionId, reason, context), context);

    /// <inheritdoc cref="CloseConnectionAsync(string, string?, RequestContext?)"/>
    public virtual Response CloseConnection(string connectionId, string? reason, RequestContext? context) =>
        Send(CreateCloseConnection(connectionId, reason, context), context);

    /// <summary>Takes a connection out of every group. It stays open and keeps its permissions.</summary>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when the connection is in no group or does not exist.</returns>
    /// <exception cref="ArgumentException">The connection id is malformed; no request was made.</exception>
    /// <exception cref="NotSupportedException">The chosen service version is older than 2022-11-01.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.15.</remarks>
    public virtual Task<Response> RemoveConnectionFromAllGroupsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        RemoveConnectionFromAllGroupsAsync(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromAllGroupsAsync(string, CancellationToken)"/>
    public virtual Response RemoveConnectionFromAllGroups(string connectionId, CancellationToken cancellationToken = default) =>
        RemoveConnectionFromAllGroups(connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromAllGroupsAsync(string, CancellationToken)"/>
    /// <param name="connectionId">The connection.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RemoveConnectionFromAllGroupsAsync(string connectionId, RequestContext? context) =>
        SendAsync(CreateRemoveFromAllGroups(connectionId, context), context);

    /// <inheritdoc cref="RemoveConnectionFromAllGroupsAsync(string, RequestContext?)"/>
    public virtual Response RemoveConnectionFromAllGroups(string connectionId, RequestContext? context) =>
        Send(CreateRemoveFromAllGroups(connectionId, context), context);

    private HttpMessage CreateRemoveFromAllGroups(string connectionId, RequestContext? context)
    {
        Require(ServiceVersion.V2022_11_01, "Taking a connection out of all groups");
        HttpMessage message = CreateConnectionMessage(RequestMethod.Delete, connectionId, context);
        message.Request.Uri.AppendPath("/groups", escape: false);
        return message;
    }

    private HttpMessage CreateConnectionExists(string connectionId, RequestContext? context) =>
        CreateConnectionMessage(RequestMethod.Head, connectionId, context, SuccessClassifier.Exists);

    private HttpMessage CreateCloseConnection(string connectionId, string? reason, RequestContext? context)
    {
        HttpMessage message = CreateConnectionMessage(RequestMethod.Delete, connectionId, context);
        AppendReason(message.Request.Uri, reason);
        return message;
    }

    private HttpMessage CreateConnectionMessage(
        RequestMethod method, string connectionId, RequestContext? context, ResponseClassifier? classifier = null)
    {
        Guard.Id(connectionId);
        HttpMessage message = CreateMessage(method, context, classifier);
        message.Request.Uri.AppendPath("/connections/", escape: false);
        message.Request.Uri.AppendPath(connectionId, escape: true);
        return message;
    }
}
