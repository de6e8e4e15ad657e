// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Security;

/// <summary>The hosts that a resource sends events from, read from its options once.</summary>
/// <param name="Options">The options.</param>
/// <param name="All">All hosts.</param>
/// <param name="Aliases">The further names of the resource, which belong to none of its endpoints.</param>
internal sealed record ResourceHosts(WebPubSubOptions Options, string[] All, string[] Aliases)
{
    public static ResourceHosts Create(WebPubSubOptions options)
    {
        string[] all = [.. options.AllowedHosts];
        string[] endpoints = all[..options.Endpoints.Count];
        return new ResourceHosts(options, all, [.. all[endpoints.Length..].Where(alias => !Array.Exists(endpoints, host => EventOrigin.Includes(alias, host)))]);
    }
}
