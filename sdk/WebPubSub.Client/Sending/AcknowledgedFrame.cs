// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>A frame that the service acknowledges.</summary>
/// <param name="ackId">The ack ID, the same for every attempt.</param>
/// <param name="message">The message.</param>
/// <param name="connectionLossAction">The handling of the frame if its connection ends before the acknowledgement.</param>
/// <param name="accepted">The callback for a request that the service has processed. It runs before any later message is handled.</param>
internal sealed class AcknowledgedFrame(long ackId, WebPubSubMessage message, ConnectionLossAction connectionLossAction, Action? accepted = null) : OutboundFrame(message)
{
    private readonly TaskCompletionSource<AckMessage> _ack = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long AckId { get; } = ackId;

    public ConnectionLossAction ConnectionLossAction { get; } = connectionLossAction;

    /// <summary>Gets or sets the time stamp at which the wait for the acknowledgement times out.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Gets or sets the number of this frame among the frames with an ack ID of its connection, from 1; 0 before the frame is written.</summary>
    public long Order { get; set; }

    /// <summary>Gets or sets the number of connections that ended while the frame was sent and not acknowledged.</summary>
    public int LostConnections { get; set; }

    public Task<AckMessage> Ack => _ack.Task;

    /// <summary>Returns whether the service processed the request, at this attempt or an earlier one.</summary>
    public static bool IsAccepted(AckMessage ack) => ack.Success || ack.Error?.Name == AckMessageError.Duplicate;

    public void Complete(AckMessage ack)
    {
        if (IsAccepted(ack))
        {
            accepted?.Invoke();
        }

        _ack.TrySetResult(ack);
    }

    public override void Cancel(CancellationToken cancellationToken)
    {
        base.Cancel(cancellationToken);
        _ack.TrySetCanceled(cancellationToken);
    }

    public override void Fail(Exception failure)
    {
        base.Fail(failure);
        _ack.TrySetException(failure);
        _ = _ack.Task.Exception; // marks the exception as observed: a caller that no longer waits does not read it
    }
}
