// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Sending;

/// <summary>A message that waits for its acknowledgement.</summary>
/// <param name="ackId">Its id, the same for every attempt.</param>
/// <param name="bytes">Its frame.</param>
/// <param name="survival">What a new connection makes of it.</param>
/// <param name="accepted">What is done once the service has carried it out, before anything that comes behind the acknowledgement.</param>
internal sealed class PendingOperation(ulong ackId, ReadOnlyMemory<byte> bytes, OperationSurvival survival, Action? accepted = null) : OutboundFrame(bytes)
{
    private readonly TaskCompletionSource<AckMessage> _ack = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong AckId { get; } = ackId;

    public OperationSurvival Survival { get; } = survival;

    /// <summary>Gets or sets its place among those that were sent on this connection; 0 for one that was not.</summary>
    public long Order { get; set; }

    /// <summary>Gets or sets how many connections have ended while it was not acknowledged.</summary>
    public int LostConnections { get; set; }

    public Task<AckMessage> Ack => _ack.Task;

    /// <summary>Whether the service has carried it out, now or before. Client protocols, section 10.2.</summary>
    public static bool IsAccepted(AckMessage ack) => ack.Success || ack.Error?.Name == AckMessageError.Duplicate;

    public void Complete(AckMessage ack)
    {
        if (IsAccepted(ack))
        {
            accepted?.Invoke();
        }

        _ack.TrySetResult(ack);
    }

    public void Fail(Exception exception)
    {
        _ack.TrySetException(exception);
        _ = _ack.Task.Exception; // a caller that has given up does not look
    }
}
