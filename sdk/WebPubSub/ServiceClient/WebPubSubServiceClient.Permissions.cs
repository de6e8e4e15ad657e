// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Grants a permission in a group to a connection. It applies from the next message of the connection.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID. Other connections of the same user are not affected.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the connection does not exist, or 409 if it already has 1000
    /// rules for this permission.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/grant-permission">the REST operation</see>.</remarks>
    public virtual Task<Response> GrantPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Permission("GrantPermission", RequestMethod.Put, permission, connectionId, targetName), context);

    /// <inheritdoc cref="GrantPermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response GrantPermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.Send(Requests.Permission("GrantPermission", RequestMethod.Put, permission, connectionId, targetName), context);

    /// <summary>Grants a permission in a group to a connection. It applies from the next message of the connection.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID. Other connections of the same user are not affected.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 404 if the connection does not exist, or 409 if it already has 1000
    /// rules for this permission.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/grant-permission">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> GrantPermissionAsync(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        GrantPermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="GrantPermissionAsync(WebPubSubPermission, string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response GrantPermission(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        GrantPermission(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <summary>Revokes a permission in a group from a connection, regardless of its roles. The connection stays in the group.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID. Revoking from a connection that does not exist succeeds.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 409 if the connection already has 1000 rules for this permission.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/revoke-permission">the REST operation</see>.</remarks>
    public virtual Task<Response> RevokePermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Permission("RevokePermission", RequestMethod.Delete, permission, connectionId, targetName), context);

    /// <inheritdoc cref="RevokePermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response RevokePermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.Send(Requests.Permission("RevokePermission", RequestMethod.Delete, permission, connectionId, targetName), context);

    /// <summary>Revokes a permission in a group from a connection, regardless of its roles. The connection stays in the group.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID. Revoking from a connection that does not exist succeeds.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">
    /// The service rejected the request, or could not be reached. The status is 409 if the connection already has 1000 rules for this permission.
    /// </exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/revoke-permission">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RevokePermissionAsync(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        RevokePermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="RevokePermissionAsync(WebPubSubPermission, string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RevokePermission(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        RevokePermission(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <summary>Checks whether a connection has a permission in a group through its roles or grants.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns><see langword="true"/> if the connection has the permission; <see langword="false"/> if it lacks the permission or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/check-permission">the REST operation</see>.</remarks>
    public virtual Task<Response<bool>> CheckPermissionAsync(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.CheckAsync(Requests.Permission("CheckPermission", RequestMethod.Head, permission, connectionId, targetName), context);

    /// <inheritdoc cref="CheckPermissionAsync(WebPubSubPermission, string, string?, RequestContext?)"/>
    public virtual Response<bool> CheckPermission(
        WebPubSubPermission permission, string connectionId, string? targetName = null, RequestContext? context = null) =>
        Resources.Check(Requests.Permission("CheckPermission", RequestMethod.Head, permission, connectionId, targetName), context);

    /// <summary>Checks whether a connection has a permission in a group through its roles or grants.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="connectionId">The connection ID.</param>
    /// <param name="targetName">
    /// The name of the group. The service requires it, although the parameter is optional in the official package. <c>*</c> is not a wildcard.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="true"/> if the connection has the permission; <see langword="false"/> if it lacks the permission or does not exist.</returns>
    /// <exception cref="ArgumentException">A name or ID is invalid, or the group is missing. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service returned neither 200 nor 404, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/check-permission">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response<bool>> CheckPermissionAsync(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        CheckPermissionAsync(permission, connectionId, targetName, ToContext(cancellationToken));

    /// <inheritdoc cref="CheckPermissionAsync(WebPubSubPermission, string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response<bool> CheckPermission(
        WebPubSubPermission permission, string connectionId, string targetName, CancellationToken cancellationToken) =>
        CheckPermission(permission, connectionId, targetName, ToContext(cancellationToken));
}
