// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Client.Sending;

/// <summary>The calculation of the delay before a retry.</summary>
internal static class RetryDelays
{
    /// <summary>Returns the delay before a retry.</summary>
    /// <param name="options">The options with the number of retries and their delays.</param>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="chance">A random number from 0 to 1 for the jitter of up to 20%, so that many clients do not retry at the same time.</param>
    /// <returns>The delay; null if there are no further retries.</returns>
    public static TimeSpan? Find(RetryOptions options, int retry, double chance)
    {
        if (retry > options.MaxRetries)
        {
            return null;
        }

        double delay = options.Mode == RetryMode.Fixed ? options.Delay.TotalSeconds : options.Delay.TotalSeconds * Math.Pow(2, Math.Min(retry - 1, 62));
        return AddJitter(TimeSpan.FromSeconds(Math.Min(delay, options.MaxDelay.TotalSeconds)), chance);
    }

    /// <summary>Adds up to 20% jitter.</summary>
    public static TimeSpan AddJitter(TimeSpan delay, double chance) => delay * (1 + (chance / 5));
}
