// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Checks whether a user has at least one connection.</summary>
    /// <param name="userId">The user ID. The service does not find a user whose ID contains <c>/</c>.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns><see langword="true"/> if the user has a connection.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/user-exists">the REST operation</see>.</remarks>
    public virtual Task<Response<bool>> UserExistsAsync(string userId, RequestContext? context = null) =>
        Resources.CheckAsync(Requests.Exists("UserExists", Target.User(userId)), context);

    /// <inheritdoc cref="UserExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> UserExists(string userId, RequestContext? context = null) =>
        Resources.Check(Requests.Exists("UserExists", Target.User(userId)), context);

    /// <summary>Checks whether a user has at least one connection.</summary>
    /// <param name="userId">The user ID. The service does not find a user whose ID contains <c>/</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> if the user has a connection.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/user-exists">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response<bool>> UserExistsAsync(string userId, CancellationToken cancellationToken) =>
        UserExistsAsync(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="UserExistsAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response<bool> UserExists(string userId, CancellationToken cancellationToken) =>
        UserExists(userId, ToContext(cancellationToken));

    /// <summary>Adds every current connection of a user to a group. Connections that the user opens later are not added.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="userId">The user ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the user has no connection.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-user-to-group">the REST operation</see>.</remarks>
    public virtual Task<Response> AddUserToGroupAsync(string group, string userId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.GroupUser("AddUserToGroup", RequestMethod.Put, group, userId), context);

    /// <inheritdoc cref="AddUserToGroupAsync(string, string, RequestContext?)"/>
    public virtual Response AddUserToGroup(string group, string userId, RequestContext? context = null) =>
        Resources.Send(Requests.GroupUser("AddUserToGroup", RequestMethod.Put, group, userId), context);

    /// <summary>Adds every current connection of a user to a group. Connections that the user opens later are not added.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="userId">The user ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the user has no connection.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-user-to-group">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> AddUserToGroupAsync(string group, string userId, CancellationToken cancellationToken) =>
        AddUserToGroupAsync(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddUserToGroupAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response AddUserToGroup(string group, string userId, CancellationToken cancellationToken) =>
        AddUserToGroup(group, userId, ToContext(cancellationToken));

    /// <summary>Removes every connection of a user from a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="userId">The user ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if the user is unknown or not in the group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-user-from-group">the REST operation</see>.</remarks>
    public virtual Task<Response> RemoveUserFromGroupAsync(string group, string userId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.GroupUser("RemoveUserFromGroup", RequestMethod.Delete, group, userId), context);

    /// <inheritdoc cref="RemoveUserFromGroupAsync(string, string, RequestContext?)"/>
    public virtual Response RemoveUserFromGroup(string group, string userId, RequestContext? context = null) =>
        Resources.Send(Requests.GroupUser("RemoveUserFromGroup", RequestMethod.Delete, group, userId), context);

    /// <summary>Removes every connection of a user from a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters.</param>
    /// <param name="userId">The user ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if the user is unknown or not in the group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-user-from-group">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RemoveUserFromGroupAsync(string group, string userId, CancellationToken cancellationToken) =>
        RemoveUserFromGroupAsync(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromGroupAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RemoveUserFromGroup(string group, string userId, CancellationToken cancellationToken) =>
        RemoveUserFromGroup(group, userId, ToContext(cancellationToken));

    /// <summary>Removes every connection of a user from every group.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if the user is unknown or in no group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-user-from-all-groups">the REST operation</see>.</remarks>
    public virtual Task<Response> RemoveUserFromAllGroupsAsync(string userId, RequestContext? context = null) =>
        Resources.SendAsync(Requests.RemoveUserFromAllGroups(userId), context);

    /// <inheritdoc cref="RemoveUserFromAllGroupsAsync(string, RequestContext?)"/>
    public virtual Response RemoveUserFromAllGroups(string userId, RequestContext? context = null) =>
        Resources.Send(Requests.RemoveUserFromAllGroups(userId), context);

    /// <summary>Removes every connection of a user from every group.</summary>
    /// <param name="userId">The user ID.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if the user is unknown or in no group.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-user-from-all-groups">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RemoveUserFromAllGroupsAsync(string userId, CancellationToken cancellationToken) =>
        RemoveUserFromAllGroupsAsync(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromAllGroupsAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RemoveUserFromAllGroups(string userId, CancellationToken cancellationToken) =>
        RemoveUserFromAllGroups(userId, ToContext(cancellationToken));
}
