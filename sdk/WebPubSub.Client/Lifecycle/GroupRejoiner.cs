// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Groups;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Lifecycle;

/// <summary>The component that rejoins the groups of the previous connection on a new connection.</summary>
internal sealed class GroupRejoiner(JoinedGroups groups, SendQueue queue, AckIds ackIds, WebPubSubClientOptions options, RunEvents events, ILogger logger)
{
    /// <summary>Joins all groups before another frame is sent, and then reports the groups that the client could not join.</summary>
    public async Task RejoinAsync()
    {
        (string Group, AcknowledgedFrame[] Frames)[] joins = [.. groups.All.Select(group => (group.Name, CreateFrames(group).ToArray()))];
        queue.EnqueueFirst([.. joins.SelectMany(join => join.Frames)]);
        Exception?[] failures = await Task.WhenAll(joins.Select(join => FindFailureAsync(join.Frames))).ConfigureAwait(false);
        foreach (((string group, _), Exception? failure) in joins.Zip(failures))
        {
            if (failure is not null)
            {
                logger.NotRejoined(group, failure.Message);
                events.RejoinFailed(group, failure);
            }
        }
    }

    private IEnumerable<AcknowledgedFrame> CreateFrames(GroupMembership group)
    {
        yield return CreateFrame(ackId => new JoinGroupMessage(group.Name, ackId));
        if (group.State is not null)
        {
            yield return CreateFrame(ackId => new SetGroupStateMessage(group.Name, group.State, ackId));
        }

        if (group.IsSubscribed)
        {
            yield return CreateFrame(ackId => new SubscribeGroupStateMessage(group.Name, ackId));
        }
    }

    private AcknowledgedFrame CreateFrame(Func<long, WebPubSubMessage> create)
    {
        long ackId = ackIds.Next();
        return new AcknowledgedFrame(ackId, create(ackId), ConnectionLossAction.IsReplaced);
    }

    private async Task<Exception?> FindFailureAsync(AcknowledgedFrame[] frames)
    {
        try
        {
            foreach (AcknowledgedFrame frame in frames)
            {
                AckMessage ack = await frame.Ack.WaitAsync(options.MessageTimeout, options.TimeProvider).ConfigureAwait(false);
                if (!AcknowledgedFrame.IsAccepted(ack))
                {
                    string name = ack.Error?.Name ?? "";
                    return new SendMessageFailedException($"The service rejected the request ({name}). {ack.Error?.Message}".TrimEnd(), ack.AckId, name);
                }
            }

            return null;
        }
        catch (SendMessageFailedException exception)
        {
            return exception;
        }
        catch (TimeoutException exception)
        {
            // A frame without an answer must not block later sends.
            Array.ForEach(frames, frame => queue.TryCancel(frame, FrameState.Sent, new CancellationToken(canceled: true)));
            return new SendMessageFailedException(
                $"The service did not acknowledge the request within {options.MessageTimeout} (MessageTimeout).", frames[0].AckId, SendMessageFailedException.Timeout, exception);
        }
    }
}
