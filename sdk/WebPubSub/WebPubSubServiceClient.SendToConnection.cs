// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to one connection.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The text. With another content type than <c>text/plain</c> it is sent as that.</param>
    /// <param name="contentType"><c>text/plain</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, ContentType, CancellationToken)"/>
    public virtual Response SendToConnection(
        string connectionId, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a text message to one connection, with options.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, string content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, string, SendToConnectionOptions, CancellationToken)"/>
    public virtual Response SendToConnection(string connectionId, string content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends a binary message to one connection.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The bytes. With another content type than <c>application/octet-stream</c> they are sent as that.</param>
    /// <param name="contentType"><c>application/octet-stream</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, BinaryData, ContentType, CancellationToken)"/>
    public virtual Response SendToConnection(
        string connectionId, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a binary message to one connection, with options.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, BinaryData content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsync(string, BinaryData, SendToConnectionOptions, CancellationToken)"/>
    public virtual Response SendToConnection(string connectionId, BinaryData content, SendToConnectionOptions options, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends an object as a JSON message to one connection.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="message">The message; property names become camel case.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToConnectionAsJsonAsync<T>(
        string connectionId, T message, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsJsonAsync{T}(string, T, SendToConnectionOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToConnectionAsJson<T>(
        string connectionId, T message, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsJsonAsync{T}(string, T, SendToConnectionOptions?, CancellationToken)"/>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">How to write it, from a source-generated context: works with trimming and native AOT.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual Task<Response> SendToConnectionAsJsonAsync<T>(
        string connectionId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnectionAsync(connectionId, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToConnectionAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToConnectionOptions?, CancellationToken)"/>
    public virtual Response SendToConnectionAsJson<T>(
        string connectionId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToConnectionOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToConnection(connectionId, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <summary>Sends a message to one connection, every detail of the request given; the shape of the official package.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, RequestContent content,
        ContentType contentType,
        RequestContext? context = null) =>
        SendToConnectionAsync(connectionId, content, contentType, new SendToConnectionOptions(), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, RequestContent, ContentType, RequestContext?)"/>
    public virtual Response SendToConnection(
        string connectionId, RequestContent content,
        ContentType contentType,
        RequestContext? context = null) =>
        SendToConnection(connectionId, content, contentType, new SendToConnectionOptions(), context);

    /// <summary>Sends a message to one connection, every detail of the request given.</summary>
    /// <param name="connectionId">The connection; sending to one that does not exist succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>; that of the options does not count.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.4 and 9.</remarks>
    public virtual Task<Response> SendToConnectionAsync(
        string connectionId, RequestContent content, ContentType contentType, SendToConnectionOptions options, RequestContext? context) =>
        SendAsync(FinishSend(CreateConnectionMessage(RequestMethod.Post, connectionId, context, SendClassifier), content, contentType, options, filter: null, excluded: []), context);

    /// <inheritdoc cref="SendToConnectionAsync(string, RequestContent, ContentType, SendToConnectionOptions, RequestContext?)"/>
    public virtual Response SendToConnection(
        string connectionId, RequestContent content, ContentType contentType, SendToConnectionOptions options, RequestContext? context) =>
        Send(FinishSend(CreateConnectionMessage(RequestMethod.Post, connectionId, context, SendClassifier), content, contentType, options, filter: null, excluded: []), context);
}
