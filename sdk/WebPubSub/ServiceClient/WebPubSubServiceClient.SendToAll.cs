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
    /// <summary>Sends a text message to every client of the hub.</summary>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <returns>The response of the service. It means that the service accepted the message, not that a client received it.</returns>
    /// <exception cref="ArgumentException">An argument or option is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-all">the REST operation</see>.
    /// </remarks>
    public virtual Task<Response> SendToAllAsync(string content, ContentType contentType = default) =>
        SendToAllAsync(MessageContent.Text(content), DefaultToText(contentType), null, null, null);

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)"/>
    public virtual Response SendToAll(string content, ContentType contentType = default) =>
        SendToAll(MessageContent.Text(content), DefaultToText(contentType), null, null, null);

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every client of the hub.</summary>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">The IDs of connections that do not receive the message.</param>
    /// <param name="filter">
    /// An OData filter that a connection must match, such as <c>userId ne 'bob'</c>. Use <see cref="ClientConnectionFilter"/> to create a filter safely.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support filters.</exception>
    public virtual Task<Response> SendToAllAsync(
        RequestContent? content, ContentType contentType, IEnumerable<string>? excluded = null, string? filter = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Hub, MessageBody.Create(content, contentType), new SendSettings(filter, excluded)), context);

    /// <inheritdoc cref="SendToAllAsync(RequestContent?, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response SendToAll(
        RequestContent? content, ContentType contentType, IEnumerable<string>? excluded = null, string? filter = null, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Hub, MessageBody.Create(content, contentType), new SendSettings(filter, excluded)), context);

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every client of the hub.</summary>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">The IDs of connections that do not receive the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    public virtual Task<Response> SendToAllAsync(
        RequestContent? content, ContentType contentType, IEnumerable<string>? excluded, RequestContext? context) =>
        SendToAllAsync(content, contentType, excluded, null, context);

    /// <inheritdoc cref="SendToAllAsync(RequestContent?, ContentType, IEnumerable{string}?, RequestContext?)"/>
    public virtual Response SendToAll(RequestContent? content, ContentType contentType, IEnumerable<string>? excluded, RequestContext? context) =>
        SendToAll(content, contentType, excluded, null, context);

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every client of the hub.</summary>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(string content, CancellationToken cancellationToken) =>
        SendToAllAsync(MessageContent.Text(content), ContentType.TextPlain, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(string content, CancellationToken cancellationToken) =>
        SendToAll(MessageContent.Text(content), ContentType.TextPlain, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every client of the hub.</summary>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToAllAsync(MessageContent.Text(content), DefaultToText(contentType), null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToAll(MessageContent.Text(content), DefaultToText(contentType), null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message with options to every client of the hub.</summary>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(string content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAllAsync(MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, SendToAllOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(string content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAll(MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to every client of the hub.</summary>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(BinaryData content, CancellationToken cancellationToken = default) =>
        SendToAllAsync(MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(BinaryData, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(BinaryData content, CancellationToken cancellationToken = default) =>
        SendToAll(MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message with options to every client of the hub.</summary>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(BinaryData content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAllAsync(MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(BinaryData, SendToAllOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(BinaryData content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAll(MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content and options to every client of the hub.</summary>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToAllAsync(
        RequestContent? content, ContentType contentType, SendToAllOptions options, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Hub, MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToAllAsync(RequestContent?, ContentType, SendToAllOptions, RequestContext?)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToAll(RequestContent? content, ContentType contentType, SendToAllOptions options, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Hub, MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every client of the hub.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToAllAsync(MessageContent.Json(message), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToAllAsync(MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsJsonAsync{T}(T, SendToAllOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToAllAsJson<T>(T message, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToAll(MessageContent.Json(message), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToAll(MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every client of the hub, for applications that are trimmed or compiled with native AOT.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToAllAsync(MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToAllAsync(MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsJsonAsync{T}(T, JsonTypeInfo{T}, SendToAllOptions?, CancellationToken)"/>
    public virtual Response SendToAllAsJson<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToAll(MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToAll(MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));
}
