// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using StackExchange.Redis;
using WebPubSub.Presence.Redis.Scripts;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>Compares a listing of the service with the store. Each request has at most 200 connections, so that Redis is never blocked for long.</summary>
internal sealed class RedisListing(RedisHub hub)
{
    private const int BatchSize = 200;

    public async Task<int> AddAsync(string? group, long began, IReadOnlyList<WebPubSubGroupMember> members, CancellationToken cancellationToken)
    {
        int added = 0;
        foreach (WebPubSubGroupMember[] batch in members.Chunk(BatchSize))
        {
            IEnumerable<RedisValue> values = batch.SelectMany(member => new RedisValue[] { member.ConnectionId, member.UserId ?? "" });
            RedisResult result = group is null
                ? await hub.RunAsync(PresenceScripts.ListHub, [.. batch.SelectMany(member => new[] { hub.Keys.Connection(member.ConnectionId), hub.Keys.Ended(member.ConnectionId), hub.Keys.GroupsOf(member.ConnectionId) })], [began, .. values], cancellationToken).ConfigureAwait(false)
                : await hub.RunAsync(PresenceScripts.ListGroup, [hub.Keys.Members(group), hub.Keys.Counts(group), .. batch.SelectMany(member => KeysOf(member.ConnectionId, group))], [began, group, .. values], cancellationToken).ConfigureAwait(false);
            added += (int)result;
        }

        return added;
    }

    public async Task<IReadOnlyList<string>> FindMissingAsync(string? group, long began, IReadOnlySet<string> listed, CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            HashEntry[] members = await hub.UseAsync(database => database.HashGetAllAsync(hub.Keys.Members(group)), cancellationToken).ConfigureAwait(false);
            return [.. members.Where(member => ReadChange(member.Value!) <= began).Select(member => (string)member.Name!).Where(id => !listed.Contains(id))];
        }

        RedisValue[] open = await hub.UseAsync(database => database.SortedSetRangeByRankAsync(hub.Keys.Open), cancellationToken).ConfigureAwait(false);
        var missing = new List<string>();
        foreach (string[] batch in open.Select(id => (string)id!).Where(id => !listed.Contains(id)).Chunk(BatchSize))
        {
            RedisResult result = await hub.RunAsync(PresenceScripts.MissingInHub, [.. batch.Select(hub.Keys.Connection)], [began, .. batch.Select(id => (RedisValue)id)], cancellationToken).ConfigureAwait(false);
            missing.AddRange(((string[])result!)!);
        }

        return missing;
    }

    public async Task<int> RemoveMissingAsync(string group, long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach (string[] batch in connectionIds.Chunk(BatchSize))
        {
            removed += (int)await hub.RunAsync(
                PresenceScripts.RemoveFromGroup,
                [hub.Keys.Members(group), hub.Keys.Counts(group), .. batch.SelectMany(id => new[] { hub.Keys.GroupsOf(id), hub.Keys.Left(id, group) })],
                [began, group, .. batch.Select(id => (RedisValue)id)], cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    public async Task UnreserveMissingAsync(long began, IReadOnlyList<string> connectionIds, CancellationToken cancellationToken)
    {
        foreach (string[] batch in connectionIds.Chunk(BatchSize))
        {
            await hub.RunAsync(PresenceScripts.Unreserve, [.. batch.Select(hub.Keys.Connection)], [began, .. batch.Select(id => (RedisValue)id)], cancellationToken).ConfigureAwait(false);
        }
    }

    private RedisKey[] KeysOf(string id, string group) => [hub.Keys.Connection(id), hub.Keys.Ended(id), hub.Keys.GroupsOf(id), hub.Keys.Left(id, group)];

    // "event ID|number of the change|user ID"
    private static long ReadChange(string membership) => long.Parse(membership.Split('|', 3)[1], System.Globalization.CultureInfo.InvariantCulture);
}
