// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Groups.</content>
public partial class WebPubSubClient
{
    /// <summary>Joins a group. A new connection joins it again, unless <see cref="WebPubSubClientOptions.AutoRejoinGroups"/> is off.</summary>
    /// <param name="group">The group: 1 to 1,024 characters.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.1.</remarks>
    public virtual Task<WebPubSubResult> JoinGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        return SendAsync(
            "JoinGroup", group, id => new JoinGroupMessage(group, id), ackId, OperationSurvival.IsRepeated, cancellationToken, () => Groups.Add(group));
    }

    /// <summary>Leaves a group.</summary>
    /// <param name="group">The group: 1 to 1,024 characters.</param>
    /// <param name="ackId">The id of the message, for who draws ids, below 2^52; by default the client draws one, from there on.</param>
    /// <param name="cancellationToken">Ends the wait; the service may carry it out nevertheless.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SendMessageFailedException">The service refused it, such as with <c>Forbidden</c>, or did not answer.</exception>
    /// <remarks>Protocol reference: client protocols, section 5.1.</remarks>
    public virtual Task<WebPubSubResult> LeaveGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        CheckGroup(group);
        return SendAsync(
            "LeaveGroup", group, id => new LeaveGroupMessage(group, id), ackId, OperationSurvival.IsRepeated, cancellationToken, () => Groups.Remove(group));
    }

    private static void CheckGroup(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (!WebPubSubNames.IsValidGroup(group))
        {
            throw new ArgumentException($"A group name has 1 to {WebPubSubNames.MaxGroupLength} characters, not only blanks, and no line break.", nameof(group));
        }
    }
}
