// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
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
    /// <param name="group">The group: 1 to 1,024 characters. The client need not be a member.</param>
    /// <param name="content">The message, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="noEcho">Whether this client, should it be a member, is left out.</param>
    /// <param name="fireAndForget">Whether not to wait for an acknowledgement: it may be lost.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The message is not what its type says, or too large.</exception>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.2.</remarks>
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
    /// <param name="group">The group: 1 to 1,024 characters. The client need not be a member.</param>
    /// <param name="content">The message, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The message is not what its type says, or too large; or its metadata break the service's rules.</exception>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.2.</remarks>
    public virtual Task<WebPubSubResult> SendToGroupAsync(
        string group, BinaryData content, WebPubSubDataType dataType, GroupMessageOptions options, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        CheckContent(content, dataType);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyDictionary<string, string>? metadata = options.CheckMetadata();
        int seconds = options.CheckTimeToLive();
        SendToGroupMessage Create(ulong? id) => new(group, content, dataType, id, options.NoEcho, seconds, metadata);
        return options.FireAndForget
            ? SendWithoutAckAsync("SendToGroup", group, Create(null), cancellationToken)
            : SendAsync("SendToGroup", group, id => Create(id), options.AckId, OperationSurvival.Fails, cancellationToken);
    }

    /// <summary>Sends an object to the members of a group, as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="group">The group: 1 to 1,024 characters. The client need not be a member.</param>
    /// <param name="content">The object.</param>
    /// <param name="contentType">How it is written, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The message is too large, or its metadata break the service's rules.</exception>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> SendToGroupAsync<T>(
        string group, T content, JsonTypeInfo<T> contentType, GroupMessageOptions? options = null, CancellationToken cancellationToken = default) =>
        SendToGroupAsync(group, ToJson(content, contentType), WebPubSubDataType.Json, options ?? NoGroupOptions, cancellationToken);

    /// <summary>Raises an event at the application's server.</summary>
    /// <param name="eventName">The event: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</param>
    /// <param name="content">What goes with it, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="fireAndForget">Whether not to wait for an acknowledgement: it may be lost.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it, once the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content is not what its type says, or too large.</exception>
    /// <exception cref="SendMessageFailedException">No event handler took it, or the service did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.3.</remarks>
    public virtual Task<WebPubSubResult> SendEventAsync(
        string eventName,
        BinaryData content,
        WebPubSubDataType dataType,
        long? ackId = null,
        bool fireAndForget = false,
        CancellationToken cancellationToken = default) =>
        SendEventAsync(eventName, content, dataType, new EventMessageOptions { AckId = ackId, FireAndForget = fireAndForget }, cancellationToken);

    /// <summary>Raises an event at the application's server.</summary>
    /// <param name="eventName">The event: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</param>
    /// <param name="content">What goes with it, at most 1 MiB with what surrounds it.</param>
    /// <param name="dataType">What its bytes are.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it, once the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content is not what its type says, or too large; or its metadata break the service's rules.</exception>
    /// <exception cref="SendMessageFailedException">No event handler took it, or the service did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.3.</remarks>
    public virtual Task<WebPubSubResult> SendEventAsync(
        string eventName, BinaryData content, WebPubSubDataType dataType, EventMessageOptions options, CancellationToken cancellationToken = default)
    {
        CheckEvent(eventName);
        CheckContent(content, dataType);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyDictionary<string, string>? metadata = options.CheckMetadata();
        SendEventMessage Create(ulong? id) => new(eventName, content, dataType, id, metadata);
        return options.FireAndForget
            ? SendWithoutAckAsync("SendEvent", eventName, Create(null), cancellationToken)
            : SendAsync("SendEvent", eventName, id => Create(id), options.AckId, OperationSurvival.Fails, cancellationToken);
    }

    /// <summary>Raises an event at the application's server, with an object as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="eventName">The event: a letter, then up to 127 letters, digits or one of <c>_ . -</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="contentType">How it is written, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <param name="options">What else there is to say.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it, once the event handler has answered.</returns>
    /// <exception cref="ArgumentException">The content is too large, or its metadata break the service's rules.</exception>
    /// <exception cref="SendMessageFailedException">No event handler took it, or the service did not answer.</exception>
    public virtual Task<WebPubSubResult> SendEventAsync<T>(
        string eventName, T content, JsonTypeInfo<T> contentType, EventMessageOptions? options = null, CancellationToken cancellationToken = default) =>
        SendEventAsync(eventName, ToJson(content, contentType), WebPubSubDataType.Json, options ?? NoEventOptions, cancellationToken);

    private static void CheckEvent(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        if (!WebPubSubNames.IsValidEvent(eventName))
        {
            throw new ArgumentException(
                $"An event name is a letter, followed by up to {WebPubSubNames.MaxEventLength - 1} letters, digits or one of the characters _ . -", nameof(eventName));
        }
    }

    // The service closes the connection over it. Section 7
    internal static void CheckContent(BinaryData content, WebPubSubDataType dataType)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (dataType == WebPubSubDataType.Json && content.ToMemory().Span.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
        {
            throw new ArgumentException("The service takes no JSON that is null.", nameof(content));
        }
    }

    internal static BinaryData ToJson<T>(T content, JsonTypeInfo<T> contentType)
    {
        ArgumentNullException.ThrowIfNull(content); // the service takes no null. Section 7
        ArgumentNullException.ThrowIfNull(contentType);
        return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(content, contentType));
    }
}
