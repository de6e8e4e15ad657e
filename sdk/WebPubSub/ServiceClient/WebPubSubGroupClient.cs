// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace WebPubSub;

/// <summary>A client that sends messages to one group of a hub and manages its members. <see cref="WebPubSubServiceClient.Group"/> creates it.</summary>
/// <remarks>A group client holds only the service client and the name of the group, so it is cheap to create.</remarks>
public class WebPubSubGroupClient
{
    private readonly WebPubSubServiceClient _client = null!;

    /// <summary>Creates a client for a test. Only the members that the test overrides or sets up can be called.</summary>
    protected WebPubSubGroupClient()
    {
    }

    internal WebPubSubGroupClient(WebPubSubServiceClient client, string groupName)
    {
        _client = client;
        GroupName = groupName;
    }

    /// <summary>Gets the name of the hub.</summary>
    public virtual string Hub => _client.Hub;

    /// <summary>Gets the name of the group.</summary>
    public virtual string GroupName { get; } = null!;

    /// <inheritdoc cref="WebPubSubServiceClient.GroupExistsAsync(string, CancellationToken)"/>
    public virtual Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default) =>
        _client.GroupExistsAsync(GroupName, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.GroupExistsAsync(string, CancellationToken)"/>
    public virtual Response<bool> Exists(CancellationToken cancellationToken = default) =>
        _client.GroupExists(GroupName, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.AddConnectionToGroupAsync(string, string, CancellationToken)"/>
    public virtual Task<Response> AddConnectionAsync(string connectionId, CancellationToken cancellationToken = default) =>
        _client.AddConnectionToGroupAsync(GroupName, connectionId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.AddConnectionToGroupAsync(string, string, CancellationToken)"/>
    public virtual Response AddConnection(string connectionId, CancellationToken cancellationToken = default) =>
        _client.AddConnectionToGroup(GroupName, connectionId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.RemoveConnectionFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Task<Response> RemoveConnectionAsync(string connectionId, CancellationToken cancellationToken = default) =>
        _client.RemoveConnectionFromGroupAsync(GroupName, connectionId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.RemoveConnectionFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Response RemoveConnection(string connectionId, CancellationToken cancellationToken = default) =>
        _client.RemoveConnectionFromGroup(GroupName, connectionId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.AddUserToGroupAsync(string, string, CancellationToken)"/>
    public virtual Task<Response> AddUserAsync(string userId, CancellationToken cancellationToken = default) =>
        _client.AddUserToGroupAsync(GroupName, userId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.AddUserToGroupAsync(string, string, CancellationToken)"/>
    public virtual Response AddUser(string userId, CancellationToken cancellationToken = default) =>
        _client.AddUserToGroup(GroupName, userId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.RemoveUserFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Task<Response> RemoveUserAsync(string userId, CancellationToken cancellationToken = default) =>
        _client.RemoveUserFromGroupAsync(GroupName, userId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.RemoveUserFromGroupAsync(string, string, CancellationToken)"/>
    public virtual Response RemoveUser(string userId, CancellationToken cancellationToken = default) =>
        _client.RemoveUserFromGroup(GroupName, userId, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, string, ContentType, CancellationToken)"/>
    public virtual Task<Response> SendToAllAsync(
        string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        cancellationToken.CanBeCanceled
            ? _client.SendToGroupAsync(GroupName, content, contentType, cancellationToken)
#pragma warning disable CA2016 // without a token, the official overload is called: mocks and fakes are written for it
            : _client.SendToGroupAsync(GroupName, content, contentType);
#pragma warning restore CA2016

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, string, ContentType, CancellationToken)"/>
    public virtual Response SendToAll(
        string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        cancellationToken.CanBeCanceled
            ? _client.SendToGroup(GroupName, content, contentType, cancellationToken)
#pragma warning disable CA2016 // without a token, the official overload is called: mocks and fakes are written for it
            : _client.SendToGroup(GroupName, content, contentType);
#pragma warning restore CA2016

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, string, SendToGroupOptions, CancellationToken)"/>
    public virtual Task<Response> SendToAllAsync(
        string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsync(GroupName, content, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, string, SendToGroupOptions, CancellationToken)"/>
    public virtual Response SendToAll(
        string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        _client.SendToGroup(GroupName, content, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, BinaryData, CancellationToken)"/>
    public virtual Task<Response> SendToAllAsync(
        BinaryData content, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsync(GroupName, content, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, BinaryData, CancellationToken)"/>
    public virtual Response SendToAll(
        BinaryData content, CancellationToken cancellationToken = default) =>
        _client.SendToGroup(GroupName, content, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, BinaryData, SendToGroupOptions, CancellationToken)"/>
    public virtual Task<Response> SendToAllAsync(
        BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsync(GroupName, content, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, BinaryData, SendToGroupOptions, CancellationToken)"/>
    public virtual Response SendToAll(
        BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        _client.SendToGroup(GroupName, content, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsJsonAsync{T}(string, T, SendToGroupOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsJsonAsync(GroupName, message, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsJsonAsync{T}(string, T, SendToGroupOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToAllAsJson<T>(
        T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsJson(GroupName, message, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToGroupOptions?, CancellationToken)"/>
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsJsonAsync(GroupName, message, jsonTypeInfo, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToGroupOptions?, CancellationToken)"/>
    public virtual Response SendToAllAsJson<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.SendToGroupAsJson(GroupName, message, jsonTypeInfo, options, cancellationToken);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, RequestContent?, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Task<Response> SendToAllAsync(
        RequestContent? content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        _client.SendToGroupAsync(GroupName, content, contentType, excluded, filter, context);

    /// <inheritdoc cref="WebPubSubServiceClient.SendToGroupAsync(string, RequestContent?, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response SendToAll(
        RequestContent? content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        _client.SendToGroup(GroupName, content, contentType, excluded, filter, context);

    /// <inheritdoc cref="WebPubSubServiceClient.CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    public virtual Task<Response> CloseAllConnectionsAsync(
        IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        _client.CloseGroupConnectionsAsync(GroupName, excluded, reason, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.CloseGroupConnectionsAsync(string, IEnumerable{string}?, string?, CancellationToken)"/>
    public virtual Response CloseAllConnections(
        IEnumerable<string>? excluded = null, string? reason = null, CancellationToken cancellationToken = default) =>
        _client.CloseGroupConnections(GroupName, excluded, reason, WebPubSubServiceClient.ToContext(cancellationToken));

    /// <inheritdoc cref="WebPubSubServiceClient.ListConnectionsInGroupAsync(string, int?, int?, string?, CancellationToken)"/>
    public virtual AsyncPageable<WebPubSubGroupMember> ListConnectionsAsync(
        int? maxpagesize = null, int? maxCount = null, string? continuationToken = null, CancellationToken cancellationToken = default) =>
        cancellationToken.CanBeCanceled
            ? _client.ListConnectionsInGroupAsync(GroupName, maxpagesize, maxCount, continuationToken, cancellationToken)
#pragma warning disable CA2016 // as above
            : _client.ListConnectionsInGroupAsync(GroupName, maxpagesize, maxCount, continuationToken);
#pragma warning restore CA2016

    /// <inheritdoc cref="WebPubSubServiceClient.ListConnectionsInGroupAsync(string, int?, int?, string?, CancellationToken)"/>
    public virtual Pageable<WebPubSubGroupMember> ListConnections(
        int? maxpagesize = null, int? maxCount = null, string? continuationToken = null, CancellationToken cancellationToken = default) =>
        cancellationToken.CanBeCanceled
            ? _client.ListConnectionsInGroup(GroupName, maxpagesize, maxCount, continuationToken, cancellationToken)
#pragma warning disable CA2016 // as above
            : _client.ListConnectionsInGroup(GroupName, maxpagesize, maxCount, continuationToken);
#pragma warning restore CA2016
}
