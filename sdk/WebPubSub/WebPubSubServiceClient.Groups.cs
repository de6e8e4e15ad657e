// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Rest;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Tells whether a group has at least one connection.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer; a group exists only while it has members.</returns>
    /// <exception cref="RequestFailedException">The service answered neither yes nor no.</exception>
    /// <remarks>Protocol reference: REST API, section 7.8.</remarks>
    public virtual Task<Response<bool>> GroupExistsAsync(string group, CancellationToken cancellationToken = default) =>
        GroupExistsAsync(group, ToContext(cancellationToken));

    /// <inheritdoc cref="GroupExistsAsync(string, CancellationToken)"/>
    public virtual Response<bool> GroupExists(string group, CancellationToken cancellationToken = default) =>
        GroupExists(group, ToContext(cancellationToken));

    /// <inheritdoc cref="GroupExistsAsync(string, CancellationToken)"/>
    /// <param name="group">The group.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response<bool>> GroupExistsAsync(string group, RequestContext? context) =>
        ExistsAsync(CreateGroupMessage(RequestMethod.Head, group, context, SuccessClassifier.Exists), context);

    /// <inheritdoc cref="GroupExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> GroupExists(string group, RequestContext? context) =>
        Exists(CreateGroupMessage(RequestMethod.Head, group, context, SuccessClassifier.Exists), context);

    /// <summary>Puts a connection into a group. The client is not told.</summary>
    /// <param name="group">The group; it comes into being with its first member.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when the connection is in the group already.</returns>
    /// <exception cref="RequestFailedException">The service refused; status 404 when the connection does not exist.</exception>
    /// <remarks>Protocol reference: REST API, section 7.13.</remarks>
    public virtual Task<Response> AddConnectionToGroupAsync(
        string group, string connectionId, CancellationToken cancellationToken = default) =>
        AddConnectionToGroupAsync(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionToGroupAsync(string, string, CancellationToken)"/>
    public virtual Response AddConnectionToGroup(
        string group, string connectionId, CancellationToken cancellationToken = default) =>
        AddConnectionToGroup(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionToGroupAsync(string, string, CancellationToken)"/>
    /// <param name="group">The group; it comes into being with its first member.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> AddConnectionToGroupAsync(string group, string connectionId, RequestContext? context) =>
        SendAsync(CreateMembershipMessage(RequestMethod.Put, group, connectionId, context), context);

    /// <inheritdoc cref="AddConnectionToGroupAsync(string, string, RequestContext?)"/>
    public virtual Response AddConnectionToGroup(string group, string connectionId, RequestContext? context) =>
        Send(CreateMembershipMessage(RequestMethod.Put, group, connectionId, context), context);

    /// <summary>Takes a connection out of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when it was not a member or does not exist.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.14.</remarks>
    public virtual Task<Response> RemoveConnectionFromGroupAsync(
        string group, string connectionId, CancellationToken cancellationToken = default) =>
        RemoveConnectionFromGroupAsync(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Response RemoveConnectionFromGroup(
        string group, string connectionId, CancellationToken cancellationToken = default) =>
        RemoveConnectionFromGroup(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromGroupAsync(string, string, CancellationToken)"/>
    /// <param name="group">The group.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RemoveConnectionFromGroupAsync(string group, string connectionId, RequestContext? context) =>
        SendAsync(CreateMembershipMessage(RequestMethod.Delete, group, connectionId, context), context);

    /// <inheritdoc cref="RemoveConnectionFromGroupAsync(string, string, RequestContext?)"/>
    public virtual Response RemoveConnectionFromGroup(string group, string connectionId, RequestContext? context) =>
        Send(CreateMembershipMessage(RequestMethod.Delete, group, connectionId, context), context);

    private HttpMessage CreateMembershipMessage(RequestMethod method, string group, string connectionId, RequestContext? context)
    {
        Guard.Id(connectionId);
        HttpMessage message = CreateGroupMessage(method, group, context);
        message.Request.Uri.AppendPath("/connections/", escape: false);
        message.Request.Uri.AppendPath(connectionId, escape: true);
        return message;
    }

    private HttpMessage CreateGroupMessage(
        RequestMethod method, string group, RequestContext? context, ResponseClassifier? classifier = null, ServiceResource? resource = null)
    {
        Guard.Group(group);
        HttpMessage message = CreateMessage(method, context, classifier, resource);
        message.Request.Uri.AppendPath("/groups/", escape: false);
        message.Request.Uri.AppendPath(group, escape: true);
        return message;
    }
}
