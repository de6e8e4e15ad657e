// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Emulator.Waiting;

/// <summary>Waits for a result and checks for it after each change. It uses real time, because the clock of the emulator may stand still.</summary>
internal static class RealTimeWait
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <param name="changes">The signal for the next check.</param>
    /// <param name="find">Returns the result; null while it does not exist.</param>
    /// <param name="what">The description of the result, for the error message.</param>
    /// <param name="describe">Returns the description of the current state, for the error message.</param>
    /// <param name="timeout">The time to wait. The default is 10 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<T> WaitForChangeAsync<T>(
        ChangeSignal changes, Func<T?> find, string what, Func<string> describe, TimeSpan? timeout, CancellationToken cancellationToken)
        where T : class
    {
        TimeSpan limit = timeout ?? DefaultTimeout;
        using var deadline = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            Task next = changes.Next; // before the check, so that no change is missed
            if (find() is { } found)
            {
                return found;
            }

            try
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested(); // changes without a pause would otherwise prevent the timeout
                await Task.Yield();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Waited {limit.TotalSeconds:0.###} s for {what}. {describe()}"));
            }
        }
    }
}
