// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Security;

/// <summary>The hosts that a resource sends events from, read from its options once.</summary>
/// <param name="Options">The options that define the hosts.</param>
/// <param name="All">All hosts.</param>
/// <param name="Aliases">The additional names of the resource that do not match the host of an endpoint.</param>
internal sealed record ResourceHosts(WebPubSubOptions Options, string[] All, string[] Aliases)
{
    public static ResourceHosts Create(WebPubSubOptions options)
    {
        string[] all = [.. options.AllowedHosts];
        string[] endpoints = all[..options.Endpoints.Count];
        return new ResourceHosts(options, all, [.. all[endpoints.Length..].Where(alias => !Array.Exists(endpoints, host => EventOrigin.Includes(alias, host)))]);
    }
}
