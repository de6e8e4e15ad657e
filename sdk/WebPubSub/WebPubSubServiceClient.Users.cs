// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Rest;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Tells whether a user has at least one connection.</summary>
    /// <param name="userId">The user. One whose id contains <c>/</c> cannot be addressed this way: the service keeps it escaped.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RequestFailedException">The service answered neither yes nor no.</exception>
    /// <remarks>Protocol reference: REST API, sections 3.4 and 7.7.</remarks>
    public virtual Task<Response<bool>> UserExistsAsync(string userId, CancellationToken cancellationToken = default) =>
        UserExistsAsync(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="UserExistsAsync(string, CancellationToken)"/>
    public virtual Response<bool> UserExists(string userId, CancellationToken cancellationToken = default) =>
        UserExists(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="UserExistsAsync(string, CancellationToken)"/>
    /// <param name="userId">The user.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response<bool>> UserExistsAsync(string userId, RequestContext? context) =>
        ExistsAsync(CreateUserMessage(RequestMethod.Head, userId, context, SuccessClassifier.Exists), context);

    /// <inheritdoc cref="UserExistsAsync(string, RequestContext?)"/>
    public virtual Response<bool> UserExists(string userId, RequestContext? context) =>
        Exists(CreateUserMessage(RequestMethod.Head, userId, context, SuccessClassifier.Exists), context);

    /// <summary>Puts every current connection of a user into a group; future ones do not join.</summary>
    /// <param name="group">The group.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="RequestFailedException">The service refused; status 404 when the user has no connection.</exception>
    /// <remarks>Protocol reference: REST API, section 7.16.</remarks>
    public virtual Task<Response> AddUserToGroupAsync(string group, string userId, CancellationToken cancellationToken = default) =>
        AddUserToGroupAsync(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddUserToGroupAsync(string, string, CancellationToken)"/>
    public virtual Response AddUserToGroup(string group, string userId, CancellationToken cancellationToken = default) =>
        AddUserToGroup(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="AddUserToGroupAsync(string, string, CancellationToken)"/>
    /// <param name="group">The group.</param>
    /// <param name="userId">The user.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> AddUserToGroupAsync(string group, string userId, RequestContext? context) =>
        SendAsync(CreateUserGroupMessage(RequestMethod.Put, group, userId, context), context);

    /// <inheritdoc cref="AddUserToGroupAsync(string, string, RequestContext?)"/>
    public virtual Response AddUserToGroup(string group, string userId, RequestContext? context) =>
        Send(CreateUserGroupMessage(RequestMethod.Put, group, userId, context), context);

    /// <summary>Takes every connection of a user out of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when the user is unknown or not a member.</returns>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.17.</remarks>
    public virtual Task<Response> RemoveUserFromGroupAsync(string group, string userId, CancellationToken cancellationToken = default) =>
        RemoveUserFromGroupAsync(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Response RemoveUserFromGroup(string group, string userId, CancellationToken cancellationToken = default) =>
        RemoveUserFromGroup(group, userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromGroupAsync(string, string, CancellationToken)"/>
    /// <param name="group">The group.</param>
    /// <param name="userId">The user.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RemoveUserFromGroupAsync(string group, string userId, RequestContext? context) =>
        SendAsync(CreateUserGroupMessage(RequestMethod.Delete, group, userId, context), context);

    /// <inheritdoc cref="RemoveUserFromGroupAsync(string, string, RequestContext?)"/>
    public virtual Response RemoveUserFromGroup(string group, string userId, RequestContext? context) =>
        Send(CreateUserGroupMessage(RequestMethod.Delete, group, userId, context), context);

    /// <summary>Takes every connection of a user out of every group.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer; a success too when the user is unknown or in no group.</returns>
    /// <exception cref="ArgumentException">The user id is malformed; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>Protocol reference: REST API, section 7.18.</remarks>
    public virtual Task<Response> RemoveUserFromAllGroupsAsync(string userId, CancellationToken cancellationToken = default) =>
        RemoveUserFromAllGroupsAsync(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromAllGroupsAsync(string, CancellationToken)"/>
    public virtual Response RemoveUserFromAllGroups(string userId, CancellationToken cancellationToken = default) =>
        RemoveUserFromAllGroups(userId, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveUserFromAllGroupsAsync(string, CancellationToken)"/>
    /// <param name="userId">The user.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RemoveUserFromAllGroupsAsync(string userId, RequestContext? context) =>
        SendAsync(CreateRemoveUserFromAllGroups(userId, context), context);

    /// <inheritdoc cref="RemoveUserFromAllGroupsAsync(string, RequestContext?)"/>
    public virtual Response RemoveUserFromAllGroups(string userId, RequestContext? context) =>
        Send(CreateRemoveUserFromAllGroups(userId, context), context);

    private HttpMessage CreateRemoveUserFromAllGroups(string userId, RequestContext? context)
    {
        HttpMessage message = CreateUserMessage(RequestMethod.Delete, userId, context);
        message.Request.Uri.AppendPath("/groups", escape: false);
        return message;
    }

    private HttpMessage CreateUserGroupMessage(RequestMethod method, string group, string userId, RequestContext? context)
    {
        Guard.Group(group);
        HttpMessage message = CreateUserMessage(method, userId, context);
        message.Request.Uri.AppendPath("/groups/", escape: false);
        message.Request.Uri.AppendPath(group, escape: true);
        return message;
    }

    private HttpMessage CreateUserMessage(
        RequestMethod method, string userId, RequestContext? context, ResponseClassifier? classifier = null)
    {
        Guard.Id(userId);
        HttpMessage message = CreateMessage(method, context, classifier);
        message.Request.Uri.AppendPath("/users/", escape: false);
        message.Request.Uri.AppendPath(userId, escape: true);
        return message;
    }
}
