// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>Groups.</content>
public partial class WebPubSubClient
{
    /// <summary>
    /// Joins a group. After a reconnection, the client rejoins the group, unless <see cref="WebPubSubClientOptions.AutoRejoinGroups"/> is <see langword="false"/>.
    /// </summary>
    /// <param name="group">The group: 1 to 1,024 characters.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> JoinGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        long id = _dependencies.AckIds.GetOrCreate(ackId);
        var operation = new SendOperation("JoinGroup", group, id, new JoinGroupMessage(group, id), ConnectionLossAction.IsRepeated, () => _dependencies.Groups.Add(group));
        return RequireRun().Sender.SendAsync(operation, cancellationToken);
    }

    /// <summary>Leaves a group.</summary>
    /// <param name="group">The group: 1 to 1,024 characters.</param>
    /// <param name="ackId">The ack ID of the message, below 2^52. The default is <see langword="null"/>: the client chooses an ID.</param>
    /// <param name="cancellationToken">Cancels the operation. The service may still process a message that was already sent.</param>
    /// <returns>The result of the operation.</returns>
    /// <exception cref="SendMessageFailedException">The service rejected the request, for example with <c>Forbidden</c>, or did not answer.</exception>
    public virtual Task<WebPubSubResult> LeaveGroupAsync(string group, long? ackId = null, CancellationToken cancellationToken = default)
    {
        ValidateGroup(group);
        long id = _dependencies.AckIds.GetOrCreate(ackId);
        var operation = new SendOperation("LeaveGroup", group, id, new LeaveGroupMessage(group, id), ConnectionLossAction.IsRepeated, () => _dependencies.Groups.Remove(group));
        return RequireRun().Sender.SendAsync(operation, cancellationToken);
    }

    private static void ValidateGroup(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (!WebPubSubNames.IsValidGroup(group))
        {
            throw new ArgumentException($"A group name has 1 to {WebPubSubNames.MaxGroupLength} characters, not only blanks, and no line break.", nameof(group));
        }
    }
}
