// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Checks whether a group has at least one connection.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns><see langword="true"/> if the group has a connection. A group exists only while it has members.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/group-exists">the REST operation</see>.</remarks>
    public virtual Task<Response<bool>> GroupExistsAsync(string group, RequestContext? context = null) =>
        Resources.CheckAsync(Requests.Exists("GroupExists", Target.Group(group)), context);

    /// <inheritdoc cref="GroupExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> GroupExists(string group, RequestContext? context = null) =>
        Resources.Check(Requests.Exists("GroupExists", Target.Group(group)), context);

    /// <summary>Checks whether a group has at least one connection.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> if the group has a connection. A group exists only while it has members.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/group-exists">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response<bool>> GroupExistsAsync(string group, CancellationToken cancellationToken) =>
        GroupExistsAsync(group, ToContext(cancellationToken));

    /// <inheritdoc cref="GroupExistsAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response<bool> GroupExists(string group, CancellationToken cancellationToken) =>
        GroupExists(group, ToContext(cancellationToken));

    /// <summary>Adds a connection to a group. The service does not notify the client.</summary>
    /// <param name="group">The group: 1 to 1024 characters. The group is created when its first member joins.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is already in the group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the connection does not exist.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connection-to-group">the REST operation</see>.</remarks>
    public virtual Task<Response> AddConnectionToGroupAsync(string group, string connectionId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.GroupConnection("AddConnectionToGroup", RequestMethod.Put, group, connectionId), context);

    /// <inheritdoc cref="AddConnectionToGroupAsync(string, string, RequestContext?)"/>
    public virtual Response AddConnectionToGroup(string group, string connectionId, RequestContext? context = null) =>
        Resources.Send(Requests.GroupConnection("AddConnectionToGroup", RequestMethod.Put, group, connectionId), context);

    /// <summary>Adds a connection to a group. The service does not notify the client.</summary>
    /// <param name="group">The group: 1 to 1024 characters. The group is created when its first member joins.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is already in the group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the connection does not exist.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connection-to-group">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> AddConnectionToGroupAsync(string group, string connectionId, CancellationToken cancellationToken) =>
        AddConnectionToGroupAsync(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionToGroupAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response AddConnectionToGroup(string group, string connectionId, CancellationToken cancellationToken) =>
        AddConnectionToGroup(group, connectionId, ToContext(cancellationToken));

    /// <summary>Removes a connection from a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is not in the group or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connection-from-group">the REST operation</see>.</remarks>
    public virtual Task<Response> RemoveConnectionFromGroupAsync(string group, string connectionId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.GroupConnection("RemoveConnectionFromGroup", RequestMethod.Delete, group, connectionId), context);

    /// <inheritdoc cref="RemoveConnectionFromGroupAsync(string, string, RequestContext?)"/>
    public virtual Response RemoveConnectionFromGroup(string group, string connectionId, RequestContext? context = null) =>
        Resources.Send(Requests.GroupConnection("RemoveConnectionFromGroup", RequestMethod.Delete, group, connectionId), context);

    /// <summary>Removes a connection from a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if the connection is not in the group or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connection-from-group">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RemoveConnectionFromGroupAsync(string group, string connectionId, CancellationToken cancellationToken) =>
        RemoveConnectionFromGroupAsync(group, connectionId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionFromGroupAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RemoveConnectionFromGroup(string group, string connectionId, CancellationToken cancellationToken) =>
        RemoveConnectionFromGroup(group, connectionId, ToContext(cancellationToken));
}
