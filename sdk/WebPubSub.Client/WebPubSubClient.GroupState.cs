// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>The states that members of a group show each other.</content>
public partial class WebPubSubClient
{
    /// <summary>Occurs when states of members come, of a group that <see cref="SubscribeGroupStateAsync"/> was called for.</summary>
    [Experimental(PreviewFeature.Id)]
    public event Func<WebPubSubGroupStateEventArgs, Task>? GroupStateReceived;

    /// <summary>Sets the state that this client shows to a group that it is in. A new connection sets it again.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">The whole state, at most 512 bytes of keys and values; <see langword="null"/> clears it.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c> or <c>BadRequest</c>, or did not answer.</exception>
    /// <remarks>Only with a JSON subprotocol. Preview. Protocol reference: client protocols, section 15.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual Task<WebPubSubResult> SetGroupStateAsync(
        string group, IReadOnlyDictionary<string, string>? state, long? ackId = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        Dictionary<string, string>? copy = state is null ? null : new Dictionary<string, string>(state, StringComparer.Ordinal);
        return SendAsync(
            "SetGroupState",
            group,
            id => new SetGroupStateMessage(group, copy, id),
            ackId,
            OperationSurvival.IsRepeated,
            cancellationToken,
            () => Groups.Update(group, membership => membership with { State = copy }));
    }

    /// <summary>Asks for the states of the members of a group that this client is in: all of them now, and each change. A new connection asks again.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Only with a JSON subprotocol. Preview. Protocol reference: client protocols, section 15.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual Task<WebPubSubResult> SubscribeGroupStateAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        return SendAsync(
            "SubscribeGroupState",
            group,
            id => new SubscribeGroupStateMessage(group, id),
            ackId,
            OperationSurvival.IsRepeated,
            cancellationToken,
            () => Groups.Update(group, membership => membership with { IsSubscribed = true }));
    }

    /// <summary>Asks for the states of the members of a group no more.</summary>
    /// <param name="group">The group.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SendMessageFailedException">The service did not answer.</exception>
    /// <remarks>Only with a JSON subprotocol. Preview. Protocol reference: client protocols, section 15.</remarks>
    [Experimental(PreviewFeature.Id)]
    public virtual Task<WebPubSubResult> UnsubscribeGroupStateAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        return SendAsync(
            "UnsubscribeGroupState",
            group,
            id => new UnsubscribeGroupStateMessage(group, id),
            ackId,
            OperationSurvival.IsRepeated,
            cancellationToken,
            () => Groups.Update(group, membership => membership with { IsSubscribed = false }));
    }
}
