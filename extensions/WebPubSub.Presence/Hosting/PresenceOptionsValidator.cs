// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.Presence.Hosting;

internal sealed class PresenceOptionsValidator : IValidateOptions<WebPubSubPresenceOptions>
{
    private const int MaxRequestsPerSecond = 10_000;

    public ValidateOptionsResult Validate(string? name, WebPubSubPresenceOptions options)
    {
        string[] failures = [.. FindFailures(options).Select(failure => $"{nameof(WebPubSubPresenceOptions)}.{failure}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindFailures(WebPubSubPresenceOptions options)
    {
        if (options.GracePeriod < TimeSpan.Zero || options.GracePeriod > TimeSpan.FromMinutes(10))
        {
            yield return $"{nameof(options.GracePeriod)} is {options.GracePeriod}. It must be from 0 to 10 minutes.";
        }

        if (options.ReconciliationPeriod < TimeSpan.FromSeconds(1) || options.ReconciliationPeriod > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(options.ReconciliationPeriod)} is {options.ReconciliationPeriod}. It must be from 1 second to 1 hour.";
        }

        if (options.MaxListingRequestsPerSecond is < 1 or > MaxRequestsPerSecond)
        {
            yield return $"{nameof(options.MaxListingRequestsPerSecond)} is {options.MaxListingRequestsPerSecond}. It must be from 1 to {MaxRequestsPerSecond}.";
        }

        if (options.MaxReconciledGroups < 1)
        {
            yield return $"{nameof(options.MaxReconciledGroups)} is {options.MaxReconciledGroups}. It must be at least 1.";
        }

        if (options.LastSeenRetention < TimeSpan.Zero)
        {
            yield return $"{nameof(options.LastSeenRetention)} is {options.LastSeenRetention}. It must not be negative.";
        }

        if (!PresenceNames.IsGroup(options.ReservedGroup ?? ""))
        {
            yield return $"{nameof(options.ReservedGroup)} is not a group name. {PresenceNames.GroupRule}";
        }
    }
}
