// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Rest;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Allows a connection to do something in a group, from its next message on.</summary>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection; others of the same user are not affected.</param>
    /// <param name="targetName">The group, by its name to the letter: <c>*</c> is a group of that name.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="ArgumentException">A name is malformed, or the group is missing; no request was made.</exception>
    /// <exception cref="RequestFailedException">Status 404: no such connection. 409: it has 1000 such rules already.</exception>
    /// <remarks>Protocol reference: REST API, sections 7.22 and 12.3.</remarks>
    public virtual Task<Response> GrantPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        GrantPermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="GrantPermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    public virtual Response GrantPermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        GrantPermission(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="GrantPermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection; others of the same user are not affected.</param>
    /// <param name="targetName">The group, by its name to the letter.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> GrantPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        SendAsync(CreatePermissionMessage(RequestMethod.Put, permission, connectionId, targetName, context), context);

    /// <inheritdoc cref="GrantPermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response GrantPermission(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        Send(CreatePermissionMessage(RequestMethod.Put, permission, connectionId, targetName, context), context);

    /// <summary>Forbids a connection to do something in a group, whatever its roles say. It stays a member if it is one.</summary>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection; one that does not exist is no failure.</param>
    /// <param name="targetName">The group, by its name to the letter.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="ArgumentException">A name is malformed, or the group is missing; no request was made.</exception>
    /// <exception cref="RequestFailedException">Status 409: it has 1000 such rules already.</exception>
    /// <remarks>Protocol reference: REST API, sections 7.23 and 12.3.</remarks>
    public virtual Task<Response> RevokePermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        RevokePermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="RevokePermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    public virtual Response RevokePermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        RevokePermission(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="RevokePermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection; one that does not exist is no failure.</param>
    /// <param name="targetName">The group, by its name to the letter.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> RevokePermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        SendAsync(CreatePermissionMessage(RequestMethod.Delete, permission, connectionId, targetName, context), context);

    /// <inheritdoc cref="RevokePermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response RevokePermission(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        Send(CreatePermissionMessage(RequestMethod.Delete, permission, connectionId, targetName, context), context);

    /// <summary>Tells whether a connection may do something in a group, all its roles and grants considered.</summary>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="targetName">The group, by its name to the letter.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer; <see langword="false"/> too for a connection that does not exist.</returns>
    /// <exception cref="ArgumentException">A name is malformed, or the group is missing; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service answered neither yes nor no.</exception>
    /// <remarks>Protocol reference: REST API, sections 7.24 and 12.3.</remarks>
    public virtual Task<Response<bool>> CheckPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        CheckPermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="CheckPermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    public virtual Response<bool> CheckPermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, CancellationToken cancellationToken = default) =>
        CheckPermission(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="CheckPermissionAsync(WebPubSubPermission, string, string?, CancellationToken)"/>
    /// <param name="permission">What.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="targetName">The group, by its name to the letter.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response<bool>> CheckPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        ExistsAsync(
            CreatePermissionMessage(RequestMethod.Head, permission, connectionId, targetName, context, SuccessClassifier.Exists), context);

    /// <inheritdoc cref="CheckPermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response<bool> CheckPermission(
        WebPubSubPermission permission, string connectionId, string? targetName, RequestContext? context) =>
        Exists(CreatePermissionMessage(RequestMethod.Head, permission, connectionId, targetName, context, SuccessClassifier.Exists), context);

    // The group is optional in the official signature, but the service answers 400 without it. REST API reference, section 12.3.
    private HttpMessage CreatePermissionMessage(
        RequestMethod method,
        WebPubSubPermission permission,
        string connectionId,
        string? targetName,
        RequestContext? context,
        ResponseClassifier? classifier = null)
    {
        string name = permission switch
        {
            WebPubSubPermission.SendToGroup => "sendToGroup",
            WebPubSubPermission.JoinLeaveGroup => "joinLeaveGroup",
            _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "Unknown permission."),
        };
        Guard.Id(connectionId);
        Guard.GroupInQuery(targetName!, nameof(targetName));
        HttpMessage message = CreateMessage(method, context, classifier);
        message.Request.Uri.AppendPath("/permissions/", escape: false);
        message.Request.Uri.AppendPath(name, escape: false);
        message.Request.Uri.AppendPath("/connections/", escape: false);
        message.Request.Uri.AppendPath(connectionId, escape: true);
        message.Request.Uri.AppendQuery("targetName", targetName!, escapeValue: true);
        return message;
    }
}
