// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to every client of the hub.</summary>
    /// <param name="content">The text. With another content type than <c>text/plain</c> it is sent as that.</param>
    /// <param name="contentType"><c>text/plain</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, ContentType, CancellationToken)"/>
    public virtual Response SendToAll(
        string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToAll(ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a text message to every client of the hub, with options.</summary>
    /// <param name="content">The text.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        string content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(string, SendToAllOptions, CancellationToken)"/>
    public virtual Response SendToAll(string content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAll(ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends a binary message to every client of the hub.</summary>
    /// <param name="content">The bytes. With another content type than <c>application/octet-stream</c> they are sent as that.</param>
    /// <param name="contentType"><c>application/octet-stream</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(BinaryData, ContentType, CancellationToken)"/>
    public virtual Response SendToAll(
        BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToAll(ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a binary message to every client of the hub, with options.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        BinaryData content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsync(BinaryData, SendToAllOptions, CancellationToken)"/>
    public virtual Response SendToAll(BinaryData content, SendToAllOptions options, CancellationToken cancellationToken = default) =>
        SendToAll(ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends an object as a JSON message to every client of the hub.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="message">The message; property names become camel case.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsJsonAsync{T}(T, SendToAllOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToAllAsJson<T>(
        T message, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToAll(ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsJsonAsync{T}(T, SendToAllOptions?, CancellationToken)"/>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">How to write it, from a source-generated context: works with trimming and native AOT.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual Task<Response> SendToAllAsJsonAsync<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToAllAsync(ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToAllAsJsonAsync{T}(T, JsonTypeInfo{T}, SendToAllOptions?, CancellationToken)"/>
    public virtual Response SendToAllAsJson<T>(
        T message, JsonTypeInfo<T> jsonTypeInfo, SendToAllOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToAll(ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <summary>Sends a message to every client of the hub, every detail of the request given; the shape of the official package.</summary>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="excluded">Connections that do not get it.</param>
    /// <param name="filter">An OData expression that a connection must match to get it, such as <c>userId ne 'bob'</c>.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        RequestContent content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        SendToAllAsync(content, contentType, ToOptions<SendToAllOptions>(excluded, filter), context);

    /// <inheritdoc cref="SendToAllAsync(RequestContent, ContentType, IEnumerable{string}?, string?, RequestContext?)"/>
    public virtual Response SendToAll(
        RequestContent content,
        ContentType contentType,
        IEnumerable<string>? excluded = null,
        string? filter = null,
        RequestContext? context = null) =>
        SendToAll(content, contentType, ToOptions<SendToAllOptions>(excluded, filter), context);

    /// <summary>Sends a message to every client of the hub, every detail of the request given.</summary>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>; that of the options does not count.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.2 and 9.</remarks>
    public virtual Task<Response> SendToAllAsync(
        RequestContent content, ContentType contentType, SendToAllOptions options, RequestContext? context) =>
        SendAsync(FinishSend(CreateMessage(RequestMethod.Post, context, SendClassifier), content, contentType, options, options.Filter, options.ExcludedConnections), context);

    /// <inheritdoc cref="SendToAllAsync(RequestContent, ContentType, SendToAllOptions, RequestContext?)"/>
    public virtual Response SendToAll(
        RequestContent content, ContentType contentType, SendToAllOptions options, RequestContext? context) =>
        Send(FinishSend(CreateMessage(RequestMethod.Post, context, SendClassifier), content, contentType, options, options.Filter, options.ExcludedConnections), context);
}
