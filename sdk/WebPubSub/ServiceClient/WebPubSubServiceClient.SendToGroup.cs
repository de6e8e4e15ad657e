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
    /// <summary>Sends a text message to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <returns>The response of the service. It means that the service accepted the message, not that a client received it.</returns>
    /// <exception cref="ArgumentException">An argument or option is invalid. No request was sent.</exception>
    /// <exception cref="RequestFailedException">The service rejected the request, or could not be reached.</exception>
    /// <remarks>
    /// A retry after a lost response can deliver the message twice, unless <see cref="WebPubSubServiceClientOptions.RetrySends"/> is <see langword="false"/>.
    /// See <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/send-to-group">the REST operation</see>.
    /// </remarks>
    public virtual Task<Response> SendToGroupAsync(string group, string content, ContentType contentType = default) =>
        SendToGroupAsync(group, MessageContent.Text(content), DefaultToText(contentType), null, null, null);

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)"/>
    public virtual Response SendToGroup(string group, string content, ContentType contentType = default) =>
        SendToGroup(group, MessageContent.Text(content), DefaultToText(contentType), null, null, null);

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">The IDs of connections that do not receive the message.</param>
    /// <param name="filter">
    /// An OData filter that a connection must match, such as <c>userId ne 'bob'</c>. Use <see cref="ClientConnectionFilter"/> to create a filter safely.
    /// </param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support filters.</exception>
    public virtual Task<Response> SendToGroupAsync(
        string group, RequestContent? content, ContentType contentType, IEnumerable<string>? excluded = null, string? filter = null, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Group(group), MessageBody.Create(content, contentType), new SendSettings(filter, excluded)), context);

    /// <inheritdoc cref="SendToGroupAsync(string, RequestContent?, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response SendToGroup(
        string group, RequestContent? content, ContentType contentType, IEnumerable<string>? excluded = null, string? filter = null, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Group(group), MessageBody.Create(content, contentType), new SendSettings(filter, excluded)), context);

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">The IDs of connections that do not receive the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    public virtual Task<Response> SendToGroupAsync(
        string group, RequestContent? content, ContentType contentType, IEnumerable<string>? excluded, RequestContext? context) =>
        SendToGroupAsync(group, content, contentType, excluded, null, context);

    /// <inheritdoc cref="SendToGroupAsync(string, RequestContent?, ContentType, IEnumerable{string}?, RequestContext?)"/>
    public virtual Response SendToGroup(
        string group, RequestContent? content, ContentType contentType, IEnumerable<string>? excluded, RequestContext? context) =>
        SendToGroup(group, content, contentType, excluded, null, context);

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(string group, string content, CancellationToken cancellationToken) =>
        SendToGroupAsync(group, MessageContent.Text(content), ContentType.TextPlain, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(string group, string content, CancellationToken cancellationToken) =>
        SendToGroup(group, MessageContent.Text(content), ContentType.TextPlain, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type. The default is <c>text/plain</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(string group, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToGroupAsync(group, MessageContent.Text(content), DefaultToText(contentType), null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(string group, string content, ContentType contentType, CancellationToken cancellationToken) =>
        SendToGroup(group, MessageContent.Text(content), DefaultToText(contentType), null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a text message with options to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(
        string group, string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, SendToGroupOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(string group, string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroup(group, MessageContent.Text(content), ContentType.TextPlain, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(string group, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, BinaryData, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(string group, BinaryData content, CancellationToken cancellationToken = default) =>
        SendToGroup(group, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, null, null, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a binary message with options to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The bytes, sent as <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(
        string group, BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, BinaryData, SendToGroupOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(
        string group, BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroup(group, MessageContent.Bytes(content), ContentType.ApplicationOctetStream, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends a message with any content and options to every member of a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="content">The body of the message. The client buffers a body of unknown length, because the service requires the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> SendToGroupAsync(
        string group, RequestContent? content, ContentType contentType, SendToGroupOptions options, RequestContext? context = null) =>
        Resources.SendAsync(Requests.Send(Target.Group(group), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToGroupAsync(string, RequestContent?, ContentType, SendToGroupOptions, RequestContext?)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response SendToGroup(
        string group, RequestContent? content, ContentType contentType, SendToGroupOptions options, RequestContext? context = null) =>
        Resources.Send(Requests.Send(Target.Group(group), MessageBody.Create(content, contentType), SendSettings.From(options)), context);

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every member of a group.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="message">The message. Property names are written in camel case.</param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToGroupAsJsonAsync<T>(
        string group, T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToGroupAsync(group, MessageContent.Json(message), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToGroupAsync(group, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsJsonAsync{T}(string, T, SendToGroupOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToGroupAsJson<T>(
        string group, T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToGroup(group, MessageContent.Json(message), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToGroup(group, MessageContent.Json(message), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType)" path="/*[not(self::summary or self::param)]"/>
    /// <summary>Sends an object as a JSON message to every member of a group, for applications that are trimmed or compiled with native AOT.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="group">The group: 1 to 1024 characters. Sending to a group without members succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">
    /// The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </param>
    /// <param name="options">The lifetime, metadata and receivers of the message.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The service version of the client does not support the filter or the lifetime of the message.</exception>
    public virtual Task<Response> SendToGroupAsJsonAsync<T>(
        string group, T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToGroupAsync(group, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToGroupAsync(group, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToGroupOptions?, CancellationToken)"/>
    public virtual Response SendToGroupAsJson<T>(
        string group, T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        options is null
            ? SendToGroup(group, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, null, null, ToContext(cancellationToken))
            : SendToGroup(group, MessageContent.Json(message, jsonTypeInfo), ContentType.ApplicationJson, options, ToContext(cancellationToken));
}
