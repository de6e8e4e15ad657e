// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub;

/// <summary>Finds at start what would otherwise show as events that never arrive.</summary>
internal sealed class WebPubSubHubOptionsValidator : IValidateOptions<WebPubSubHubOptions>
{
    public ValidateOptionsResult Validate(string? name, WebPubSubHubOptions options)
    {
        string[] failures = [.. FindIllegalNames(options), .. FindSharedNames(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindIllegalNames(WebPubSubHubOptions options) =>
        options.Hubs
            .Where(hub => !WebPubSubNames.IsValidHub(hub.HubName))
            .Select(hub => $"'{hub.HubName}' is not a hub name: pass a legal one to AddHub<{hub.HubType.Name}>(name).");

    private static IEnumerable<string> FindSharedNames(WebPubSubHubOptions options) =>
        options.Hubs
            .GroupBy(hub => (hub.ResourceName, Name: hub.HubName.ToUpperInvariant()))
            .Where(hubs => hubs.Count() > 1)
            .Select(hubs => $"The hub name '{hubs.First().HubName}' is taken by {string.Join(" and ", hubs.Select(hub => hub.HubType.Name))}: "
                + "give one of them another name with AddHub<THub>(name).");
}
