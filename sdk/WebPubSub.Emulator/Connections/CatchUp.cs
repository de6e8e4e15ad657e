// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Connections;

/// <summary>Lets publishers wait for a reliable client that is far behind with its acknowledgements.</summary>
/// <remarks>
/// A publisher that sends without a pause would otherwise fill the client's buffer before its acknowledgements are read, and end the connection of a client that
/// keeps up. If the client does not send its next acknowledgement in time, later publishers skip it until it acknowledges a message.
/// </remarks>
internal sealed class CatchUp(TimeSpan timeout)
{
    private readonly Lock _gate = new();
    private bool _isBehind; // more than half of what it may leave unacknowledged
    private bool _isGivenUp;
    private TaskCompletionSource? _acknowledged;

    /// <summary>Gets whether publishers wait for the client.</summary>
    public bool IsAwaited => Volatile.Read(ref _isBehind) && !Volatile.Read(ref _isGivenUp);

    /// <summary>A message was added to the unacknowledged ones.</summary>
    public void OnSent(bool isBehind) => Volatile.Write(ref _isBehind, isBehind);

    /// <summary>The client has acknowledged messages.</summary>
    public void OnAcknowledged(bool isBehind)
    {
        lock (_gate)
        {
            _isBehind = isBehind;
            _isGivenUp = false;
            _acknowledged?.TrySetResult();
            _acknowledged = null;
        }
    }

    /// <summary>Waits until the client has acknowledged enough.</summary>
    /// <param name="isPossible">Whether the client can acknowledge anything at the moment.</param>
    public async Task WaitAsync(Func<bool> isPossible)
    {
        while (isPossible() && NextAcknowledgement() is { } acknowledged)
        {
            try
            {
                await acknowledged.WaitAsync(timeout, TimeProvider.System); // also when the clock of a test stands still
            }
            catch (TimeoutException)
            {
                Volatile.Write(ref _isGivenUp, true);
            }
        }
    }

    private Task? NextAcknowledgement()
    {
        lock (_gate)
        {
            return IsAwaited ? (_acknowledged ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
        }
    }
}
