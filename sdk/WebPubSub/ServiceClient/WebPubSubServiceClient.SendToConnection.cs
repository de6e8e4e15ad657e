// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using WebPubSub.Operations;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <returns>The response of the service. It means that the service accepted the message, not that a client received it.</returns>
    /// <exception cref="ArgumentException">An argument or option is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-connection">the REST operation</see>.
    /// </remarks>
    public virtual Task<Response> SendToConnectionAsync(string connectionId, string content, ContentType contentType = default) =>
        SendToConnectionAsync(connectionId, MessageContent.Text(content), DefaultToText(contentType), null);

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)"/>
    public virtual Response SendToConnection(string connectionId, string content, ContentType contentType = default) =>
        SendToConnection(connectionId, MessageContent.Text(content), DefaultToText(contentType), null);

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, RequestContent? content, ContentType contentType, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Connection(connectionId), MessageBody.Create(content, contentType)), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, RequestContent?, ContentType, RequestContext?)"/>
    public virtual Response SendToConnection(string connectionId, RequestContent? content, ContentType contentType, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Connection(connectionId), MessageBody.Create(content, contentType)), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(string connectionId, string content, CancellationToken cancellationToken) =>
        SendToConnectionAsync(connectionId, MessageContent.Text(content), ContentType.TextPlain, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(string connectionId, string content, CancellationToken cancellationToken) =>
        SendToConnection(connectionId, MessageContent.Text(content), ContentType.TextPlain, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToConnectionAsync(connectionId, MessageContent.Text(content), DefaultToText(contentType), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(string connectionId, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToConnection(connectionId, MessageContent.Text(content), DefaultToText(contentType), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message with options to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime and metadata of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, string content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, SendToConnectionOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(
        string connectionId, string content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(string connectionId, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, BinaryData, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(string connectionId, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message with options to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, BinaryData content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, BinaryData, SendToConnectionOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(
        string connectionId, BinaryData content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content and options to one connection.</summary>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime and metadata of the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, RequestContent? content, ContentType contentType, SendToConnectionOptions options, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Connection(connectionId), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, RequestContent?, ContentType, SendToConnectionOptions, RequestContext?)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToConnection(
        string connectionId, RequestContent? content, ContentType contentType, SendToConnectionOptions options, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Connection(connectionId), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to one connection.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime and metadata of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the lifetime of the message.</exception>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToConnectionAsJsonAsync<T>(
        string connectionId, T message, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToConnectionAsync(connectionId, MessageContent.Json(message), ContentType.ApplicationJson, ToContext(cancellationToken))
            : SendToConnectionAsync(connectionId, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsJsonAsync{T}(string, T, SendToConnectionOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToConnectionAsJson<T>(
        string connectionId, T message, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToConnection(connectionId, MessageContent.Json(message), ContentType.ApplicationJson, ToContext(cancellationToken))
            : SendToConnection(connectionId, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to one connection, for applications that are trimmed or compiled with native AOT.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="connectionId">The connection ID. Sending to a connection that does not exist succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime and metadata of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the lifetime of the message.</exception>
    public virtual Task<Response> SendToConnectionAsJsonAsync<T>(
        string connectionId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToConnectionAsync(connectionId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, ToContext(cancellationToken))
            : SendToConnectionAsync(connectionId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToConnectionOptions?, CancellationToken)"/>
    public virtual Response SendToConnectionAsJson<T>(
        string connectionId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToConnection(connectionId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, ToContext(cancellationToken))
            : SendToConnection(connectionId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));
}
