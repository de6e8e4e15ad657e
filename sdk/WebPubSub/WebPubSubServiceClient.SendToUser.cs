// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    /// <summary>Sends a text message to every connection of a user.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The text. With another content type than <c>text/plain</c> it is sent as that.</param>
    /// <param name="contentType"><c>text/plain</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, ContentType, CancellationToken)"/>
    public virtual Response SendToUser(
        string userId, string content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToContent(content), OrText(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a text message to every connection of a user, with options.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The text.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, string content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, string, SendToUserOptions, CancellationToken)"/>
    public virtual Response SendToUser(string userId, string content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToContent(content), OrText(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends a binary message to every connection of a user.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The bytes. With another content type than <c>application/octet-stream</c> they are sent as that.</param>
    /// <param name="contentType"><c>application/octet-stream</c> when not given.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, BinaryData, ContentType, CancellationToken)"/>
    public virtual Response SendToUser(
        string userId, BinaryData content, ContentType contentType = default, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToContent(content), OrBinary(contentType), context: ToContext(cancellationToken));

    /// <summary>Sends a binary message to every connection of a user, with options.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="options">Content type, lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, BinaryData content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsync(string, BinaryData, SendToUserOptions, CancellationToken)"/>
    public virtual Response SendToUser(string userId, BinaryData content, SendToUserOptions options, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToContent(content), OrBinary(TypeOf(options)), options, ToContext(cancellationToken));

    /// <summary>Sends an object as a JSON message to every connection of a user.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="message">The message; property names become camel case.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Task<Response> SendToUserAsJsonAsync<T>(
        string userId, T message, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsJsonAsync{T}(string, T, SendToUserOptions?, CancellationToken)"/>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public virtual Response SendToUserAsJson<T>(
        string userId, T message, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToJson(message), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsJsonAsync{T}(string, T, SendToUserOptions?, CancellationToken)"/>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">How to write it, from a source-generated context: works with trimming and native AOT.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public virtual Task<Response> SendToUserAsJsonAsync<T>(
        string userId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUserAsync(userId, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <inheritdoc cref="SendToUserAsJsonAsync{T}(string, T, JsonTypeInfo{T}, SendToUserOptions?, CancellationToken)"/>
    public virtual Response SendToUserAsJson<T>(
        string userId, T message, JsonTypeInfo<T> jsonTypeInfo, SendToUserOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToUser(userId, ToJson(message, jsonTypeInfo), ContentType.ApplicationJson, options ?? new(), ToContext(cancellationToken));

    /// <summary>Sends a message to every connection of a user, every detail of the request given; the shape of the official package.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>.</param>
    /// <param name="filter">An OData expression that a connection must match to get it, such as <c>userId ne 'bob'</c>.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, RequestContent content,
        ContentType contentType,
        string? filter = null,
        RequestContext? context = null) =>
        SendToUserAsync(userId, content, contentType, new SendToUserOptions { Filter = filter }, context);

    /// <inheritdoc cref="SendToUserAsync(string, RequestContent, ContentType, string?, RequestContext?)"/>
    public virtual Response SendToUser(
        string userId, RequestContent content,
        ContentType contentType,
        string? filter = null,
        RequestContext? context = null) =>
        SendToUser(userId, content, contentType, new SendToUserOptions { Filter = filter }, context);

    /// <summary>Sends a message to every connection of a user, every detail of the request given.</summary>
    /// <param name="userId">The user; sending to one without connections succeeds.</param>
    /// <param name="content">The body. One of unknown length is buffered, because the service needs the length.</param>
    /// <param name="contentType"><c>text/plain</c>, <c>application/json</c> or <c>application/octet-stream</c>; that of the options does not count.</param>
    /// <param name="options">Lifetime, metadata and who gets it.</param>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    /// <returns>The service's answer: accepted, which does not say that anyone was there to receive it.</returns>
    /// <exception cref="ArgumentException">A name or an option is not what the service takes; no request was made.</exception>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    /// <remarks>A retry after a lost answer may deliver the message twice. Protocol reference: REST API, sections 7.3 and 9.</remarks>
    public virtual Task<Response> SendToUserAsync(
        string userId, RequestContent content, ContentType contentType, SendToUserOptions options, RequestContext? context) =>
        SendAsync(FinishSend(CreateUserMessage(RequestMethod.Post, userId, context, SendClassifier), content, contentType, options, options.Filter, excluded: []), context);

    /// <inheritdoc cref="SendToUserAsync(string, RequestContent, ContentType, SendToUserOptions, RequestContext?)"/>
    public virtual Response SendToUser(
        string userId, RequestContent content, ContentType contentType, SendToUserOptions options, RequestContext? context) =>
        Send(FinishSend(CreateUserMessage(RequestMethod.Post, userId, context, SendClassifier), content, contentType, options, options.Filter, excluded: []), context);
}
