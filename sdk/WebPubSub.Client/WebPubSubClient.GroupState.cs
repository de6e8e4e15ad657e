// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Group states.</content>
public partial class WebPubSubClient
{
    /// <summary>Sets the state of this client in a group that it has joined. After a reconnection, the client sets the state again.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">The whole state, at most 512 bytes of keys and values; <see langword="null"/> clears it.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="SendMessageFailedException">
    /// The service rejected the request, for example with <c>Forbidden</c> or <c>BadRequest</c>, or did not answer.
    /// </exception>
    /// <remarks>Preview. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">JSON subprotocol</see>.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual Task<WebPubSubResult> SetGroupStateAsync(
        string group, IReadOnlyDictionary<string, string>? state, long? ackId = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        Dictionary<string, string>? copy = state is null ? null : new Dictionary<string, string>(state, StringComparer.Ordinal);
        long id = _dependencies.AckIds.GetOrCreate(ackId);
        var operation = new SendOperation(
            "SetGroupState", group, id, new SetGroupStateMessage(group, copy, id), ConnectionLossAction.IsRepeated, () => _dependencies.Groups.Update(group, membership => membership with { State = copy }));
        return RequireRun().Sender.SendAsync(operation, cancellationToken);
    }

    /// <summary>
    /// Subscribes to the states of the members of a group that this client has joined. The client receives all states at first, and then each change.
    /// After a reconnection, the client subscribes again.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Preview. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">JSON subprotocol</see>.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual Task<WebPubSubResult> SubscribeGroupStateAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        long id = _dependencies.AckIds.GetOrCreate(ackId);
        var operation = new SendOperation(
            "SubscribeGroupState", group, id, new SubscribeGroupStateMessage(group, id), ConnectionLossAction.IsRepeated, () => _dependencies.Groups.Update(group, membership => membership with { IsSubscribed = true }));
        return RequireRun().Sender.SendAsync(operation, cancellationToken);
    }

    /// <summary>Stops receiving group state updates.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="SendMessageFailedException">The service did not answer.</exception>
    /// <remarks>Preview. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">JSON subprotocol</see>.</remarks>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public virtual Task<WebPubSubResult> UnsubscribeGroupStateAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        long id = _dependencies.AckIds.GetOrCreate(ackId);
        var operation = new SendOperation(
            "UnsubscribeGroupState", group, id, new UnsubscribeGroupStateMessage(group, id), ConnectionLossAction.IsRepeated, () => _dependencies.Groups.Update(group, membership => membership with { IsSubscribed = false }));
        return RequireRun().Sender.SendAsync(operation, cancellationToken);
    }
}
