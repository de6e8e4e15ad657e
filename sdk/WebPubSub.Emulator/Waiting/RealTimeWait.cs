// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Emulator.Waiting;

/// <summary>Looks again after each change until it is found. Real time, for the clock of the emulator may stand still.</summary>
internal static class RealTimeWait
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <param name="changes">When to look again.</param>
    /// <param name="find">What is waited for; null while it is not there.</param>
    /// <param name="what">The same, in words.</param>
    /// <param name="describe">What is there instead.</param>
    /// <param name="timeout">How long to wait; 10 seconds when not given.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<T> ForAsync<T>(
        ChangeSignal changes, Func<T?> find, string what, Func<string> describe, TimeSpan? timeout, CancellationToken cancellationToken)
        where T : class
    {
        TimeSpan limit = timeout ?? DefaultTimeout;
        using var deadline = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            Task next = changes.Next; // before looking: nothing is missed between the two
            if (find() is { } found)
            {
                return found;
            }

            try
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested(); // where something changes all the time there is never a wait
                await Task.Yield();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Waited {limit.TotalSeconds:0.###} s for {what}. {describe()}"));
            }
        }
    }
}
