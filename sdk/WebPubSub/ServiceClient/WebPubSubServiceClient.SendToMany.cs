// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Operations;

namespace WebPubSub;

// These methods reach many receivers with few requests: each request is a send to the hub with a filter for its receivers.
public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to many users, in few requests.</summary>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The receivers that the service accepted, and the requests that failed.</returns>
    /// <exception cref="ArgumentException">A receiver or an option is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option. No request was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The service may have processed some of the requests.</exception>
    /// <remarks>
    /// <para>
    /// The service also accepts a user without connections. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>.
    /// </para>
    /// <para>
    /// One request reaches up to 100 receivers through a filter. The service compares the filter with every connection of the hub. For one receiver,
    /// <see cref="SendToUserAsync(string, string, Azure.Core.ContentType)"/> is cheaper. The service charges for the traffic to connections, not for
    /// requests. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/concept-billing-model">the billing model</see>.
    /// </para>
    /// <para>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// </para>
    /// </remarks>
    public virtual Task<BulkOperationResult> SendToUsersAsync(
        IEnumerable<string> userIds, string content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUsersAsync(userIds, MessageContent.Text(content), ContentType.TextPlain, options, cancellationToken);

    /// <inheritdoc cref="SendToUsersAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to many users, in few requests.</summary>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToUsersAsync(
        IEnumerable<string> userIds, BinaryData content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUsersAsync(userIds, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, cancellationToken);

    /// <inheritdoc cref="SendToUsersAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to many users, in few requests.</summary>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The body of the message.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToUsersAsync(
        IEnumerable<string> userIds, RequestContent? content, ContentType contentType, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToManyAsync("SendToUsers", ReceiverBatch.Users(userIds, Requests.HasFilters, ReceiverBatch.GetOptionsLength(options)), MessageBody.Create(content, contentType), options, cancellationToken);

    /// <inheritdoc cref="SendToUsersAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many users, in few requests.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<BulkOperationResult> SendToUsersAsJsonAsync<T>(
        IEnumerable<string> userIds, T message, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUsersAsync(userIds, MessageContent.Json(message), ContentType.ApplicationJson, options, cancellationToken);

    /// <inheritdoc cref="SendToUsersAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many users, in few requests.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userIds">The user IDs. An ID that occurs twice counts once.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToUsersAsJsonAsync<T>(
        IEnumerable<string> userIds, T message, JsonTypeInfo<T> jsonTypeInfo, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUsersAsync(userIds, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, cancellationToken);

    /// <summary>Sends a text message to many groups, in one request.</summary>
    /// <param name="groups">
    /// The groups: at most 100. Their filter can have at most 4,500 characters, for example 70 groups with GUIDs as names. A group that occurs twice
    /// counts once.
    /// </param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The receivers that the service accepted, and the requests that failed.</returns>
    /// <exception cref="ArgumentException">A receiver or an option is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option. No request was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The service may have processed some of the requests.</exception>
    /// <remarks>
    /// <para>
    /// A connection that is in several of the groups receives the message once. With a service version before 2022-11-01, it receives one message for
    /// each group. A name with <c>/</c> means the group that WebSocket clients join. In other REST operations, such a name means a different group.
    /// A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>.
    /// </para>
    /// <para>
    /// One request reaches up to 100 receivers through a filter. The service compares the filter with every connection of the hub. For one receiver,
    /// <see cref="SendToGroupAsync(string, string, Azure.Core.ContentType)"/> is cheaper. The service charges for the traffic to connections, not for
    /// requests. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/concept-billing-model">the billing model</see>.
    /// </para>
    /// <para>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// </para>
    /// </remarks>
    public virtual Task<BulkOperationResult> SendToGroupsAsync(
        IEnumerable<string> groups, string content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupsAsync(groups, MessageContent.Text(content), ContentType.TextPlain, options, cancellationToken);

    /// <inheritdoc cref="SendToGroupsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to many groups, in one request.</summary>
    /// <param name="groups">
    /// The groups: at most 100. Their filter can have at most 4,500 characters, for example 70 groups with GUIDs as names. A group that occurs twice
    /// counts once.
    /// </param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToGroupsAsync(
        IEnumerable<string> groups, BinaryData content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupsAsync(groups, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, cancellationToken);

    /// <inheritdoc cref="SendToGroupsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to many groups, in one request.</summary>
    /// <param name="groups">
    /// The groups: at most 100. Their filter can have at most 4,500 characters, for example 70 groups with GUIDs as names. A group that occurs twice
    /// counts once.
    /// </param>
    /// <param name="content">The body of the message.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToGroupsAsync(
        IEnumerable<string> groups, RequestContent? content, ContentType contentType, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToManyAsync("SendToGroups", ReceiverBatch.Groups(groups, Requests.HasFilters, ReceiverBatch.GetOptionsLength(options)), MessageBody.Create(content, contentType), options, cancellationToken);

    /// <inheritdoc cref="SendToGroupsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many groups, in one request.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="groups">
    /// The groups: at most 100. Their filter can have at most 4,500 characters, for example 70 groups with GUIDs as names. A group that occurs twice
    /// counts once.
    /// </param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<BulkOperationResult> SendToGroupsAsJsonAsync<T>(
        IEnumerable<string> groups, T message, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupsAsync(groups, MessageContent.Json(message), ContentType.ApplicationJson, options, cancellationToken);

    /// <inheritdoc cref="SendToGroupsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many groups, in one request.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="groups">
    /// The groups: at most 100. Their filter can have at most 4,500 characters, for example 70 groups with GUIDs as names. A group that occurs twice
    /// counts once.
    /// </param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToGroupsAsJsonAsync<T>(
        IEnumerable<string> groups, T message, JsonTypeInfo<T> jsonTypeInfo, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupsAsync(groups, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, cancellationToken);

    /// <summary>Sends a text message to many connections, in few requests.</summary>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The receivers that the service accepted, and the requests that failed.</returns>
    /// <exception cref="ArgumentException">A receiver or an option is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option. No request was sent.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled. The service may have processed some of the requests.</exception>
    /// <remarks>
    /// <para>
    /// The service also accepts a connection that does not exist. A failed request does not throw: check <see cref="BulkOperationResult.Failures"/>, or call
    /// <see cref="BulkOperationResult.ThrowIfAnyFailed"/>.
    /// </para>
    /// <para>
    /// One request reaches up to 100 receivers through a filter. The service compares the filter with every connection of the hub. For one receiver,
    /// <see cref="SendToConnectionAsync(string, string, Azure.Core.ContentType)"/> is cheaper. The service charges for the traffic to connections, not for
    /// requests. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/concept-billing-model">the billing model</see>.
    /// </para>
    /// <para>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// </para>
    /// </remarks>
    public virtual Task<BulkOperationResult> SendToConnectionsAsync(
        IEnumerable<string> connectionIds, string content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionsAsync(connectionIds, MessageContent.Text(content), ContentType.TextPlain, options, cancellationToken);

    /// <inheritdoc cref="SendToConnectionsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to many connections, in few requests.</summary>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToConnectionsAsync(
        IEnumerable<string> connectionIds, BinaryData content, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionsAsync(connectionIds, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, cancellationToken);

    /// <inheritdoc cref="SendToConnectionsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to many connections, in few requests.</summary>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="content">The body of the message.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToConnectionsAsync(
        IEnumerable<string> connectionIds, RequestContent? content, ContentType contentType, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToManyAsync("SendToConnections", ReceiverBatch.Connections(connectionIds, Requests.HasFilters, ReceiverBatch.GetOptionsLength(options)), MessageBody.Create(content, contentType), options, cancellationToken);

    /// <inheritdoc cref="SendToConnectionsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many connections, in few requests.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<BulkOperationResult> SendToConnectionsAsJsonAsync<T>(
        IEnumerable<string> connectionIds, T message, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionsAsync(connectionIds, MessageContent.Json(message), ContentType.ApplicationJson, options, cancellationToken);

    /// <inheritdoc cref="SendToConnectionsAsync(IEnumerable{string}, string, SendToManyOptions?, CancellationToken)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to many connections, in few requests.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="connectionIds">The connection IDs. An ID that occurs twice counts once.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime and metadata of the message, and conditions for its receivers. The default is <see langword="null"/>: no options.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public virtual Task<BulkOperationResult> SendToConnectionsAsJsonAsync<T>(
        IEnumerable<string> connectionIds, T message, JsonTypeInfo<T> jsonTypeInfo, SendToManyOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionsAsync(connectionIds, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, cancellationToken);

    private async Task<BulkOperationResult> SendToManyAsync(
        string name, IEnumerable<ReceiverBatch> batches, MessageBody message, SendToManyOptions? options, CancellationToken cancellationToken)
    {
        options ??= new SendToManyOptions();
        MessageBody reusable = message.Buffer(); // content that was created from a string can be sent only once
        (IReadOnlyList<string>, OperationRequest)[] requests = [.. batches.Select(batch => (batch.Receivers, CreateSend(name, batch, reusable, options)))];
        return await BulkOperation.RunAsync(Resources, requests, options.MaxConcurrentRequests, cancellationToken).ConfigureAwait(false);
    }

    private OperationRequest CreateSend(string name, ReceiverBatch batch, MessageBody message, SendToManyOptions options)
    {
        if (options.ExcludedConnections.Count > 0 && !batch.SupportsExclusion)
        {
            throw new NotSupportedException("Excluded connections on a send to many users or connections require service version 2022-11-01 or later.");
        }

        var settings = new SendSettings(batch.CombineFilter(options.Filter), options.ExcludedConnections, options.MessageTimeToLive, options.Metadata);
        return Requests.Send(batch.Target with { SendName = name }, message, settings);
    }
}
