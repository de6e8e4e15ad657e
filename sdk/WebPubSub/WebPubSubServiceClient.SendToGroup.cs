// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to every member of a group.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The text. With another content type than <c>text/plain</c> it is sent as that.</param>
    /// <param name="contentType"><c>text/plain</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, ContentType, CancellationToken)"/>
    public virtual Response SendToGroup(
        string group, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a text message to every member of a group, with options.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, string, SendToGroupOptions, CancellationToken)"/>
    public virtual Response SendToGroup(string group, string content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends a binary message to every member of a group.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The bytes. With another content type than <c>application/octet-stream</c> they are sent as that.</param>
    /// <param name="contentType"><c>application/octet-stream</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, BinaryData, ContentType, CancellationToken)"/>
    public virtual Response SendToGroup(
        string group, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a binary message to every member of a group, with options.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsync(string, BinaryData, SendToGroupOptions, CancellationToken)"/>
    public virtual Response SendToGroup(string group, BinaryData content, SendToGroupOptions options, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends an object as a JSON message to every member of a group.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="message">The message; property names become camel case.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToGroupAsJsonAsync<T>(
        string group, T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsJsonAsync{T}(string, T, SendToGroupOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToGroupAsJson<T>(
        string group, T message, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsJsonAsync{T}(string, T, SendToGroupOptions?, CancellationToken)"/>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">How to write it, from a source-generated context: works with trimming and native AOT.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual Task<Response> SendToGroupAsJsonAsync<T>(
        string group, T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToGroupAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToGroupOptions?, CancellationToken)"/>
    public virtual Response SendToGroupAsJson<T>(
        string group, T message, JsonTypeInfo<T> jsonTypeInfo, SendToGroupOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroup(group, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <summary>Sends a message to every member of a group, every detail of the request given; the shape of the official package.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">Connections that do not get it.</param>
    /// <param name="filter">An OData expression that a connection must match to get it, such as <c>userId ne 'bob'</c>.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, RequestContent content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        SendToGroupAsync(group, content, contentType, ToOptions<SendToGroupOptions>(excluded, filter), context);

    /// <inheritdoc cref="SendToGroupAsync(string, RequestContent, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response SendToGroup(
        string group, RequestContent content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        SendToGroup(group, content, contentType, ToOptions<SendToGroupOptions>(excluded, filter), context);

    /// <summary>Sends a message to every member of a group, every detail of the request given.</summary>
    /// <param name="group">The group; sending to one without members succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>; that of the options does not count.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.5 and 9.</remarks>
    public virtual Task<Response> SendToGroupAsync(
        string group, RequestContent content, ContentType contentType, SendToGroupOptions options, RequestContext? context) =>
        SendAsync(FinishSend(CreateGroupMessage(RequestMethod.Post, group, context, SendClassifier), content, contentType, options, options.Filter, options.ExcludedConnections), context);

    /// <inheritdoc cref="SendToGroupAsync(string, RequestContent, ContentType, SendToGroupOptions, RequestContext?)"/>
    public virtual Response SendToGroup(
        string group, RequestContent content, ContentType contentType, SendToGroupOptions options, RequestContext? context) =>
        Send(FinishSend(CreateGroupMessage(RequestMethod.Post, group, context, SendClassifier), content, contentType, options, options.Filter, options.ExcludedConnections), context);
}
