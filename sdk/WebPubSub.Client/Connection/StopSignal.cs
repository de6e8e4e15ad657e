// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.Client.Connection;

/// <summary>Tells a run to stop: first in an orderly way, and after a timeout at once.</summary>
#pragma warning disable CA1001 // the token sources have no timer, and are asked whether they are cancelled after the end
internal sealed class StopSignal(TimeProvider time, TimeSpan timeout, ILogger logger)
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private ITimer? _timer;
    private bool _hasEnded;

    /// <summary>Gets the token that is cancelled when the run is to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Gets the token that is cancelled when the run is to stop at once.</summary>
    public CancellationToken Aborting => _aborting.Token;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Stops the run. It is aborted after the timeout.</summary>
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

    /// <summary>Stops the run at once.</summary>
    public void Abort()
    {
        Cancel(_aborting);
        Cancel(_stopping);
    }

    /// <summary>Releases the timer: the run has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _timer?.Dispose();
        }
    }

    // The token reaches the application's credential, whose callbacks may throw.
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
