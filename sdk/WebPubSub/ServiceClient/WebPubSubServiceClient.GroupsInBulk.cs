// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using WebPubSub.Failover;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Adds every connection that matches a filter to groups, in one request.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="filter">An OData filter for the connections. If it is <see langword="null"/> or empty, every connection of the hub matches.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if no connection matches.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connections-to-groups">the REST operation</see>.</remarks>
    public virtual Task<Response> AddConnectionsToGroupsAsync(IEnumerable<string> groups, string? filter, RequestContext? context = null) =>
        Resources.SendAsync(Requests.AddConnectionsToGroups(groups, filter), context);

    /// <inheritdoc cref="AddConnectionsToGroupsAsync(IEnumerable{string}, string?, RequestContext?)"/>
    public virtual Response AddConnectionsToGroups(IEnumerable<string> groups, string? filter, RequestContext? context = null) =>
        Resources.Send(Requests.AddConnectionsToGroups(groups, filter), context);

    /// <summary>Adds every connection that matches a filter to groups, in one request.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="filter">An OData filter for the connections. If it is <see langword="null"/> or empty, every connection of the hub matches.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if no connection matches.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connections-to-groups">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> AddConnectionsToGroupsAsync(IEnumerable<string> groups, string? filter, CancellationToken cancellationToken) =>
        AddConnectionsToGroupsAsync(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="AddConnectionsToGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response AddConnectionsToGroups(IEnumerable<string> groups, string? filter, CancellationToken cancellationToken) =>
        AddConnectionsToGroups(groups, filter, ToContext(cancellationToken));

    /// <summary>Removes every connection that matches a filter from groups, in one request.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="filter">An OData filter for the connections. If it is <see langword="null"/> or empty, every connection of the hub matches.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service. The request also succeeds if no connection matches.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connections-from-groups">the REST operation</see>.</remarks>
    public virtual Task<Response> RemoveConnectionsFromGroupsAsync(
        IEnumerable<string> groups, string? filter = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.RemoveConnectionsFromGroups(groups, filter), context);

    /// <inheritdoc cref="RemoveConnectionsFromGroupsAsync(IEnumerable{string}, string?, RequestContext?)"/>
    public virtual Response RemoveConnectionsFromGroups(IEnumerable<string> groups, string? filter = null, RequestContext? context = null) =>
        Resources.Send(Requests.RemoveConnectionsFromGroups(groups, filter), context);

    /// <summary>Removes every connection that matches a filter from groups, in one request.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="filter">An OData filter for the connections. If it is <see langword="null"/> or empty, every connection of the hub matches.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response of the service. The request also succeeds if no connection matches.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connections-from-groups">the REST operation</see>.</remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> RemoveConnectionsFromGroupsAsync(IEnumerable<string> groups, string? filter, CancellationToken cancellationToken) =>
        RemoveConnectionsFromGroupsAsync(groups, filter, ToContext(cancellationToken));

    /// <inheritdoc cref="RemoveConnectionsFromGroupsAsync(IEnumerable{string}, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response RemoveConnectionsFromGroups(IEnumerable<string> groups, string? filter, CancellationToken cancellationToken) =>
        RemoveConnectionsFromGroups(groups, filter, ToContext(cancellationToken));

    /// <summary>Adds every connection of many users to groups, in few requests.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The users that the service accepted, and the requests that failed. A user without connections is accepted.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <remarks>
    /// One request reaches up to 100 users through a filter. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connections-to-groups">the REST operation</see>.
    /// </remarks>
    public virtual Task<BulkOperationResult> AddUsersToGroupsAsync(
        IEnumerable<string> groups, IEnumerable<string> userIds, CancellationToken cancellationToken = default) =>
        ChangeGroupsAsync(groups, ReceiverBatch.Users(userIds, hasFilters: true), (names, filter) => Requests.AddConnectionsToGroups(names, filter) with { Name = "AddUsersToGroups" }, cancellationToken);

    /// <summary>Adds many connections to groups, in few requests.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The connections that the service accepted, and the requests that failed. A connection that does not exist is accepted.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <remarks>
    /// One request reaches up to 100 connections through a filter. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/add-connections-to-groups">the REST operation</see>.
    /// </remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<BulkOperationResult> AddConnectionsToGroupsAsync(
        IEnumerable<string> groups, IEnumerable<string> connectionIds, CancellationToken cancellationToken = default) =>
        ChangeGroupsAsync(groups, ReceiverBatch.Connections(connectionIds, hasFilters: true), (names, filter) => Requests.AddConnectionsToGroups(names, filter) with { Name = "AddConnectionsToGroups" }, cancellationToken);

    /// <summary>Removes every connection of many users from groups, in few requests.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The users that the service accepted, and the requests that failed. A user without connections is accepted.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <remarks>
    /// One request reaches up to 100 users through a filter. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connections-from-groups">the REST operation</see>.
    /// </remarks>
    public virtual Task<BulkOperationResult> RemoveUsersFromGroupsAsync(
        IEnumerable<string> groups, IEnumerable<string> userIds, CancellationToken cancellationToken = default) =>
        ChangeGroupsAsync(groups, ReceiverBatch.Users(userIds, hasFilters: true), (names, filter) => Requests.RemoveConnectionsFromGroups(names, filter) with { Name = "RemoveUsersFromGroups" }, cancellationToken);

    /// <summary>Removes many connections from groups, in few requests.</summary>
    /// <param name="groups">The groups, at least one. Names can contain <c>/</c>.</param>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The connections that the service accepted, and the requests that failed. A connection that does not exist is accepted.</returns>
    /// <exception cref="ArgumentException">The list of groups is empty, or a name or ID is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2023-07-01.</exception>
    /// <remarks>
    /// One request reaches up to 100 connections through a filter. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/remove-connections-from-groups">the REST operation</see>.
    /// </remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<BulkOperationResult> RemoveConnectionsFromGroupsAsync(
        IEnumerable<string> groups, IEnumerable<string> connectionIds, CancellationToken cancellationToken = default) =>
        ChangeGroupsAsync(groups, ReceiverBatch.Connections(connectionIds, hasFilters: true), (names, filter) => Requests.RemoveConnectionsFromGroups(names, filter) with { Name = "RemoveConnectionsFromGroups" }, cancellationToken);

    private Task<BulkOperationResult> ChangeGroupsAsync(
        IEnumerable<string> groups,
        IEnumerable<ReceiverBatch> batches,
        Func<string[], string?, OperationRequest> createRequest,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(groups);
        string[] names = [.. groups];
        Requests.CheckGroupsInBulk(names); // also if there are no receivers
        (IReadOnlyList<string>, OperationRequest)[] requests = [.. batches.Select(batch => (batch.Receivers, createRequest(names, batch.Filter)))];
        return BulkOperation.RunAsync(Resources, requests, SendToManyOptions.DefaultConcurrentRequests, cancellationToken);
    }
}
