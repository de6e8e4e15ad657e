// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Messages to groups, and events.</content>
public partial class WebPubSubClient
{
    private static readonly GroupMessageOptions NoGroupOptions = new();
    private static readonly EventMessageOptions NoEventOptions = new();

    /// <summary>Sends a message to the members of a group.</summary>
    /// <param name="group">The group: 1 to 1,024 characters. The client does not have to be a member.</param>
    /// <param name="content">The message, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="noEcho">Whether the message is not sent to this client, if it is a member.</param>
    /// <param name="fireAndForget">Whether to send without an acknowledgement. The message may be lost.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="ArgumentException">The content does not match its data type, or the message is too large.</exception>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> SendToGroupAsync(
        string group,
        BinaryData content,
        WebPubSubDataType dataType,
        long? ackId = null,
        bool noEcho = false,
        bool fireAndForget = false,
        CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, content, dataType, new GroupMessageOptions { AckId = ackId, NoEcho = noEcho, FireAndForget = fireAndForget }, cancellationToken);

    /// <summary>Sends a message to the members of a group.</summary>
    /// <param name="group">The group: 1 to 1,024 characters. The client does not have to be a member.</param>
    /// <param name="content">The message, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="ArgumentException">
    /// The content does not match its data type, the message is too large, or the metadata violates the rules of the service.
    /// </exception>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> SendToGroupAsync(
        string group, BinaryData content, WebPubSubDataType dataType, GroupMessageOptions options, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        MessageEncoder.ValidateContent(content, dataType);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyDictionary<string, string>? metadata = options.CopyMetadata();
        int seconds = options.GetTimeToLiveSeconds();
        MessageSender sender = RequireRun().Sender;
        long? ackId = options.FireAndForget ? null : _dependencies.AckIds.GetOrCreate(options.AckId);
        var message = new SendToGroupMessage(group, content, dataType, ackId, options.NoEcho) { TtlSeconds = seconds, Metadata = metadata };
        return ackId is { } id
            ? sender.SendAsync(new SendOperation("SendToGroup", group, id, message, ConnectionLossAction.Fails), cancellationToken)
            : sender.SendAndForgetAsync("SendToGroup", group, message, cancellationToken);
    }

    /// <summary>Sends an object to the members of a group, as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="group">The group: 1 to 1,024 characters. The client does not have to be a member.</param>
    /// <param name="content">The object.</param>
    /// <param name="jsonTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="ArgumentException">The message is too large, or the metadata violates the rules of the service.</exception>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> SendToGroupAsync<T>(
        string group, T content, JsonTypeInfo<T> jsonTypeInfo, GroupMessageOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, MessageEncoder.ToJson(content, jsonTypeInfo), WebPubSubDataType.Json, options ?? NoGroupOptions, cancellationToken);

    /// <summary>Sends an event to the application's server.</summary>
    /// <param name="eventName">The event: a letter, followed by up to 127 letters, digits, or the characters <c>_ . -</c>.</param>
    /// <param name="content">The content, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="fireAndForget">Whether to send without an acknowledgement. The message may be lost.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation, after the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content does not match its data type, or is too large.</exception>
    /// <exception cref="SendMessageFailedException">
    /// The event was not handled, and <see cref="SendMessageFailedException.Code"/> is <c>InternalServerError</c>: the hub has no event handler for it, the event
    /// handler could not be reached, it rejected the event, or it failed after the retries of the service.
    /// The exception is also thrown if the service did not answer.
    /// </exception>
    /// <remarks>The client does not repeat an event that was not handled, unless <see cref="WebPubSubClientOptions.RetryFailedEvents"/> is set.</remarks>
    public virtual Task<WebPubSubResult> SendEventAsync(
        string eventName,
        BinaryData content,
        WebPubSubDataType dataType,
        long? ackId = null,
        bool fireAndForget = false,
        CancellationToken cancellationToken = default) =>
        SendEventAsync(eventName, content, dataType, new EventMessageOptions { AckId = ackId, FireAndForget = fireAndForget }, cancellationToken);

    /// <summary>Sends an event to the application's server.</summary>
    /// <param name="eventName">The event: a letter, followed by up to 127 letters, digits, or the characters <c>_ . -</c>.</param>
    /// <param name="content">The content, at most 1 MiB with its envelope.</param>
    /// <param name="dataType">The type of the content.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation, after the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content does not match its data type, is too large, or the metadata violates the rules of the service.</exception>
    /// <exception cref="SendMessageFailedException">
    /// The event was not handled, and <see cref="SendMessageFailedException.Code"/> is <c>InternalServerError</c>: the hub has no event handler for it, the event
    /// handler could not be reached, it rejected the event, or it failed after the retries of the service.
    /// The exception is also thrown if the service did not answer.
    /// </exception>
    /// <remarks>The client does not repeat an event that was not handled, unless <see cref="WebPubSubClientOptions.RetryFailedEvents"/> is set.</remarks>
    public virtual Task<WebPubSubResult> SendEventAsync(
        string eventName, BinaryData content, WebPubSubDataType dataType, EventMessageOptions options, CancellationToken cancellationToken = default)
    {
        ValidateEvent(eventName);
        MessageEncoder.ValidateContent(content, dataType);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyDictionary<string, string>? metadata = options.CopyMetadata();
        MessageSender sender = RequireRun().Sender;
        long? ackId = options.FireAndForget ? null : _dependencies.AckIds.GetOrCreate(options.AckId);
        var message = new SendEventMessage(eventName, content, dataType, ackId) { Metadata = metadata };
        return ackId is { } id
            ? sender.SendAsync(
                new SendOperation("SendEvent", eventName, id, message, ConnectionLossAction.Fails) { IsEvent = true, IsRetried = _options.RetryFailedEvents }, cancellationToken)
            : sender.SendAndForgetAsync("SendEvent", eventName, message, cancellationToken);
    }

    /// <summary>Sends an object as a JSON event to the application's server.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="eventName">The event: a letter, followed by up to 127 letters, digits, or the characters <c>_ . -</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="jsonTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation, after the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content is too large, or the metadata violates the rules of the service.</exception>
    /// <exception cref="SendMessageFailedException">
    /// The event was not handled, and <see cref="SendMessageFailedException.Code"/> is <c>InternalServerError</c>: the hub has no event handler for it, the event
    /// handler could not be reached, it rejected the event, or it failed after the retries of the service.
    /// The exception is also thrown if the service did not answer.
    /// </exception>
    /// <remarks>The client does not repeat an event that was not handled, unless <see cref="WebPubSubClientOptions.RetryFailedEvents"/> is set.</remarks>
    public virtual Task<WebPubSubResult> SendEventAsync<T>(
        string eventName, T content, JsonTypeInfo<T> jsonTypeInfo, EventMessageOptions? options = null, CancellationToken cancellationToken = default) =>
        SendEventAsync(eventName, MessageEncoder.ToJson(content, jsonTypeInfo), WebPubSubDataType.Json, options ?? NoEventOptions, cancellationToken);

    private static void ValidateEvent(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        if (!WebPubSubNames.IsValidEvent(eventName))
        {
            throw new ArgumentException(
                $"An event name is a letter, followed by up to {WebPubSubNames.MaxEventLength - 1} letters, digits or one of the characters _ . -", nameof(eventName));
        }
    }
}
