// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>Makes publishers wait for a reliable client that is far behind with its acknowledgements.</summary>
/// <remarks>
/// Otherwise, a publisher that sends without a pause would fill the client's buffer before the emulator reads the client's acknowledgements. This would end
/// the connection of a client that keeps up. If the client does not send its next acknowledgement in time, publishers skip it until it acknowledges a message.
/// </remarks>
internal sealed class AcknowledgementWait(TimeSpan timeout)
{
    private readonly Lock _gate = new();
    private bool _isBehind; // more than half of the limit is unacknowledged
    private bool _hasTimedOut;
    private TaskCompletionSource? _acknowledged;

    /// <summary>Gets whether publishers wait for the client.</summary>
    public bool IsBlockingPublishers => Volatile.Read(ref _isBehind) && !Volatile.Read(ref _hasTimedOut);

    /// <summary>Records that a message was added to the unacknowledged messages.</summary>
    public void OnSent(bool isBehind) => Volatile.Write(ref _isBehind, isBehind);

    /// <summary>Records that the client has acknowledged messages.</summary>
    public void OnAcknowledged(bool isBehind)
    {
        lock (_gate)
        {
            _isBehind = isBehind;
            _hasTimedOut = false;
            _acknowledged?.TrySetResult();
            _acknowledged = null;
        }
    }

    /// <summary>Waits until the client has acknowledged enough.</summary>
    /// <param name="isPossible">Returns whether the client can currently acknowledge messages.</param>
    public async Task WaitAsync(Func<bool> isPossible)
    {
        while (isPossible() && NextAcknowledgement() is { } acknowledged)
        {
            try
            {
                await acknowledged.WaitAsync(timeout, TimeProvider.System); // in real time, because the clock of a test may stand still
            }
            catch (TimeoutException)
            {
                Volatile.Write(ref _hasTimedOut, true);
            }
        }
    }

    private Task? NextAcknowledgement()
    {
        lock (_gate)
        {
            return IsBlockingPublishers ? (_acknowledged ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
        }
    }
}
