// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;
using WebPubSub.Presence.Redis.Scripts;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>Removes the memberships of connections that have ended, 100 groups per request. Another instance continues if this one ends before.</summary>
internal sealed class EndedMemberships(RedisHub hub)
{
    private const int BatchSize = 100;

    public async Task RemoveAsync(string connectionId)
    {
        while (true)
        {
            RedisValue[] groups = await hub.UseAsync(database => database.SetRandomMembersAsync(hub.Keys.GroupsOf(connectionId), BatchSize)).ConfigureAwait(false);
            await hub.RunAsync(
                PresenceScripts.Clean,
                [hub.Keys.GroupsOf(connectionId), .. groups.SelectMany(group => new[] { hub.Keys.Members(group!), hub.Keys.Counts(group) })],
                [connectionId, .. groups]).ConfigureAwait(false);
            if (groups.Length < BatchSize)
            {
                return;
            }
        }
    }

    /// <summary>Removes what other instances have left.</summary>
    public async Task RemoveLeftoversAsync()
    {
        foreach (RedisValue connectionId in await hub.UseAsync(database => database.SetRandomMembersAsync(hub.Keys.Clean, BatchSize)).ConfigureAwait(false))
        {
            await RemoveAsync(connectionId!).ConfigureAwait(false);
        }
    }
}
