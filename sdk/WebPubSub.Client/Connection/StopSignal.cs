// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Client.Connection;

/// <summary>The signal that stops a run: gracefully at first, and forcibly after a timeout.</summary>
#pragma warning disable CA1001 // the token sources have no timer, and are read after the end of the run
internal sealed class StopSignal(TimeProvider time, TimeSpan timeout, ILogger logger)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private ITimer? _timer;
    private bool _hasEnded;

    /// <summary>Gets the token that is cancelled when the run must stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Gets the token that is cancelled when the run must stop immediately.</summary>
    public CancellationToken Aborting => _aborting.Token;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Stops the run, and aborts it after the timeout.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_hasEnded || _timer is not null)
            {
                return;
            }

            _timer = time.CreateTimer(static signal => ((StopSignal)signal!).Abort(), this, timeout, Timeout.InfiniteTimeSpan);
        }

        Cancel(_stopping);
    }

    /// <summary>Stops the run immediately.</summary>
    public void Abort()
    {
        Cancel(_aborting);
        Cancel(_stopping);
    }

    /// <summary>Disposes the timer after the run has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _timer?.Dispose();
        }
    }

    // The application's credential receives the token, and its cancellation callbacks may throw.
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            logger.CallbackFailed(exception);
        }
    }
}
