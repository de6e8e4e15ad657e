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
    /// <summary>Sends a text message to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <returns>The response of the service. It means that the service accepted the message, not that a client received it.</returns>
    /// <exception cref="ArgumentException">An argument or option is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-user">the REST operation</see>.
    /// </remarks>
    public virtual Task<Response> SendToUserAsync(string userId, string content, ContentType contentType = default) =>
        SendToUserAsync(userId, MessageContent.Text(content), DefaultToText(contentType), null, null);

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)"/>
    public virtual Response SendToUser(string userId, string content, ContentType contentType = default) =>
        SendToUser(userId, MessageContent.Text(content), DefaultToText(contentType), null, null);

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="filter">
    /// An OData filter that a connection must match, such as <c>userId ne 'bob'</c>. Use <see cref="ClientConnectionFilter"/> to create a filter safely.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support filters.</exception>
    public virtual Task<Response> SendToUserAsync(
        string userId, RequestContent? content, ContentType contentType, string? filter = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.User(userId), MessageBody.Create(content, contentType), new SendSettings(filter)), context);

    /// <inheritdoc cref="SendToUserAsync(string, RequestContent?, ContentType, string?, RequestContext?)"/>
    public virtual Response SendToUser(
        string userId, RequestContent? content, ContentType contentType, string? filter = null, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.User(userId), MessageBody.Create(content, contentType), new SendSettings(filter)), context);

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    public virtual Task<Response> SendToUserAsync(string userId, RequestContent? content, ContentType contentType, RequestContext? context) =>
        SendToUserAsync(userId, content, contentType, null, context);

    /// <inheritdoc cref="SendToUserAsync(string, RequestContent?, ContentType, RequestContext?)"/>
    public virtual Response SendToUser(string userId, RequestContent? content, ContentType contentType, RequestContext? context) =>
        SendToUser(userId, content, contentType, null, context);

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(string userId, string content, CancellationToken cancellationToken) =>
        SendToUserAsync(userId, MessageContent.Text(content), ContentType.TextPlain, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(string userId, string content, CancellationToken cancellationToken) =>
        SendToUser(userId, MessageContent.Text(content), ContentType.TextPlain, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(string userId, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToUserAsync(userId, MessageContent.Text(content), DefaultToText(contentType), null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(string userId, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToUser(userId, MessageContent.Text(content), DefaultToText(contentType), null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message with options to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(
        string userId, string content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, SendToUserOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(string userId, string content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUser(userId, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(string userId, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, BinaryData, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(string userId, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToUser(userId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message with options to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(
        string userId, BinaryData content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, BinaryData, SendToUserOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(string userId, BinaryData content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUser(userId, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content and options to every connection of a user.</summary>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToUserAsync(
        string userId, RequestContent? content, ContentType contentType, SendToUserOptions options, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.User(userId), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToUserAsync(string, RequestContent?, ContentType, SendToUserOptions, RequestContext?)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToUser(
        string userId, RequestContent? content, ContentType contentType, SendToUserOptions options, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.User(userId), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every connection of a user.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToUserAsJsonAsync<T>(
        string userId, T message, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToUserAsync(userId, MessageContent.Json(message), ContentType.ApplicationJson, null, ToContext(cancellationToken))
            : SendToUserAsync(userId, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsJsonAsync{T}(string, T, SendToUserOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToUserAsJson<T>(
        string userId, T message, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToUser(userId, MessageContent.Json(message), ContentType.ApplicationJson, null, ToContext(cancellationToken))
            : SendToUser(userId, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every connection of a user, for applications that are trimmed or compiled with native AOT.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userId">The user ID. Sending to a user without connections succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    public virtual Task<Response> SendToUserAsJsonAsync<T>(
        string userId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToUserAsync(userId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, ToContext(cancellationToken))
            : SendToUserAsync(userId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToUserOptions?, CancellationToken)"/>
    public virtual Response SendToUserAsJson<T>(
        string userId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToUser(userId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, ToContext(cancellationToken))
            : SendToUser(userId, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));
}
