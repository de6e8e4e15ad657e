// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;
using WebPubSub.Presence.Redis.Scripts;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>Removes the memberships of connections that have ended, 100 groups per request. Another instance continues if this one ends before.</summary>
internal sealed class EndedMemberships(RedisHub hub)
{
    private const int BatchSize = 100;

    public async Task RemoveAsync(string connectionId, CancellationToken cancellationToken)
    {
        RedisValue[] groups = await hub.UseAsync(database => database.SetMembersAsync(hub.Keys.GroupsOf(connectionId)), cancellationToken).ConfigureAwait(false);
        RedisValue[][] batches = groups.Length == 0 ? [[]] : [.. groups.Chunk(BatchSize)];
        for (int i = 0; i < batches.Length; i++)
        {
            await hub.RunAsync(
                PresenceScripts.Clean,
                [hub.Keys.GroupsOf(connectionId), .. batches[i].SelectMany(group => new[] { hub.Keys.Members(group!), hub.Keys.Counts(group) })],
                [connectionId, i == batches.Length - 1 ? 1 : 0, .. batches[i]], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the memberships that other instances have not removed.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (RedisValue connectionId in await hub.UseAsync(database => database.SortedSetRangeByRankAsync(hub.Keys.Clean, 0, BatchSize - 1), cancellationToken).ConfigureAwait(false))
        {
            await RemoveAsync(connectionId!, cancellationToken).ConfigureAwait(false);
        }
    }
}
