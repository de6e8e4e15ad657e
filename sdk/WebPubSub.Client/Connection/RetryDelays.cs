// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Client.Connection;

/// <summary>How long to wait before a further attempt. Client protocols, section 19.1.</summary>
internal static class RetryDelays
{
    /// <summary>Finds the delay before a retry.</summary>
    /// <param name="options">How often, and how long.</param>
    /// <param name="retry">Which retry, from 1.</param>
    /// <param name="chance">0 to 1: how much of a fifth is added, so that many clients do not come at once.</param>
    /// <returns>The delay, or null when there are no further retries.</returns>
    public static TimeSpan? Find(RetryOptions options, int retry, double chance)
    {
        if (retry > options.MaxRetries)
        {
            return null;
        }

        double delay = options.Mode == RetryMode.Fixed ? options.Delay.TotalSeconds : options.Delay.TotalSeconds * Math.Pow(2, Math.Min(retry - 1, 62));
        return TimeSpan.FromSeconds(Math.Min(delay, options.MaxDelay.TotalSeconds) * (1 + (chance / 5)));
    }
}
