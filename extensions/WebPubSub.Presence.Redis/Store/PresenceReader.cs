// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>Reads users and connections.</summary>
internal sealed class PresenceReader(RedisHub hub)
{
    private const int BatchSize = 500;

    public async Task<IReadOnlyList<PresentUser>> GetUsersAsync(string? group, CancellationToken cancellationToken)
    {
        Dictionary<string, int> counts = group is null ? await ReadCountsAsync(group, cancellationToken).ConfigureAwait(false) : await CountMembersAsync(group, cancellationToken).ConfigureAwait(false);
        return await AddSinceAsync(counts, fallback: null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<PresentConnection>> GetConnectionsAsync(string? group, string? userId, CancellationToken cancellationToken)
    {
        string[] ids = group is null
            ? [.. (await hub.UseAsync(database => database.SortedSetRangeByRankAsync(hub.Keys.Open), cancellationToken).ConfigureAwait(false)).Select(id => (string)id!)]
            : [.. (await GetOpenMembersAsync(group, cancellationToken).ConfigureAwait(false)).Select(member => member.ConnectionId)];
        var connections = new List<PresentConnection>();
        foreach (string[] batch in (await SelectAsync(ids, userId, cancellationToken).ConfigureAwait(false)).Chunk(BatchSize))
        {
            HashEntry[][] hashes = await hub.UseAsync(database => Task.WhenAll(batch.Select(id => database.HashGetAllAsync(hub.Keys.Connection(id)))), cancellationToken).ConfigureAwait(false);
            connections.AddRange(batch.Zip(hashes).Where(pair => pair.Second.Length > 0).Select(pair => Read(pair.First, pair.Second)));
        }

        return [.. connections.OrderBy(connection => connection.ConnectionId, StringComparer.Ordinal)];
    }

    public async Task<PresenceCounts> CountAsync(string? group, CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            List<(string ConnectionId, string UserId)> members = await GetOpenMembersAsync(group, cancellationToken).ConfigureAwait(false);
            long users = await hub.UseAsync(database => database.HashLengthAsync(hub.Keys.Counts(group)), cancellationToken).ConfigureAwait(false);
            return new PresenceCounts((int)users, members.Count, members.Count(member => member.UserId.Length == 0));
        }

        return await hub.UseAsync(async database =>
        {
            Task<long> users = database.HashLengthAsync(hub.Keys.Users);
            Task<long> connections = database.SortedSetLengthAsync(hub.Keys.Open);
            Task<RedisValue> anonymous = database.HashGetAsync(hub.Keys.Meta, "anonymous");
            return new PresenceCounts((int)await users.ConfigureAwait(false), (int)await connections.ConfigureAwait(false), (int)await anonymous.ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds the time since which each user is online, and sorts the users.</summary>
    /// <param name="counts">The users with the numbers of their connections.</param>
    /// <param name="fallback">The time for a user who has left the hub, but not yet the group; null to leave out these users.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<PresentUser>> AddSinceAsync(Dictionary<string, int> counts, DateTimeOffset? fallback, CancellationToken cancellationToken)
    {
        string[] users = [.. counts.Keys.Order(StringComparer.Ordinal)];
        var result = new List<PresentUser>(users.Length);
        foreach (string[] batch in users.Chunk(BatchSize))
        {
            RedisValue[] since = await hub.UseAsync(database => database.HashGetAsync(hub.Keys.Since, [.. batch.Select(user => (RedisValue)user)]), cancellationToken).ConfigureAwait(false);
            foreach ((string user, RedisValue time) in batch.Zip(since))
            {
                if ((time.IsNull ? fallback : DateTimeOffset.FromUnixTimeMilliseconds((long)time)) is { } known)
                {
                    result.Add(new PresentUser(user, counts[user], known));
                }
            }
        }

        return result;
    }

    private async Task<Dictionary<string, int>> ReadCountsAsync(string? group, CancellationToken cancellationToken) =>
        (await hub.UseAsync(database => database.HashGetAllAsync(hub.Keys.Counts(group)), cancellationToken).ConfigureAwait(false)).ToDictionary(entry => (string)entry.Name!, entry => (int)entry.Value, StringComparer.Ordinal);

    private async Task<string[]> SelectAsync(string[] ids, string? userId, CancellationToken cancellationToken)
    {
        if (userId is null)
        {
            return ids;
        }

        var selected = new List<string>();
        foreach (string[] batch in ids.Chunk(BatchSize))
        {
            RedisValue[] users = await hub.UseAsync(database => Task.WhenAll(batch.Select(id => database.HashGetAsync(hub.Keys.Connection(id), "u"))), cancellationToken).ConfigureAwait(false);
            selected.AddRange(batch.Where((_, index) => (string?)users[index] == userId));
        }

        return [.. selected];
    }

    // The memberships of a connection that has ended are removed a moment later. Until then, they do not count.
    private async Task<Dictionary<string, int>> CountMembersAsync(string group, CancellationToken cancellationToken)
    {
        Dictionary<string, int> counts = await ReadCountsAsync(group, cancellationToken).ConfigureAwait(false);
        foreach (string user in counts.Keys.ToArray())
        {
            counts[user] = 0;
        }

        foreach ((_, string userId) in await GetOpenMembersAsync(group, cancellationToken).ConfigureAwait(false))
        {
            if (userId.Length > 0)
            {
                counts[userId] = counts.GetValueOrDefault(userId) + 1;
            }
        }

        return counts;
    }

    private async Task<List<(string ConnectionId, string UserId)>> GetOpenMembersAsync(string group, CancellationToken cancellationToken)
    {
        HashEntry[] members = await hub.UseAsync(database => database.HashGetAllAsync(hub.Keys.Members(group)), cancellationToken).ConfigureAwait(false);
        var open = new List<(string ConnectionId, string UserId)>(members.Length);
        foreach (HashEntry[] batch in members.Chunk(BatchSize))
        {
            double?[] leases = await hub.UseAsync(database => database.SortedSetScoresAsync(hub.Keys.Open, [.. batch.Select(member => member.Name)]), cancellationToken).ConfigureAwait(false);
            open.AddRange(batch.Zip(leases).Where(pair => pair.Second is not null).Select(pair => ((string)pair.First.Name!, ReadUser(pair.First.Value!))));
        }

        return open;
    }

    // "event ID|number of the change|user ID"
    private static string ReadUser(string membership) => membership[(membership.IndexOf('|', membership.IndexOf('|') + 1) + 1)..];

    private static PresentConnection Read(string id, HashEntry[] hash)
    {
        Dictionary<string, RedisValue> values = hash.ToDictionary(entry => (string)entry.Name!, entry => entry.Value);
        string user = values["u"]!;
        IReadOnlyDictionary<string, string> metadata = values.TryGetValue("m", out RedisValue json)
            ? JsonSerializer.Deserialize((string)json!, MetadataJsonContext.Default.DictionaryStringString)!
            : new Dictionary<string, string>();
        return new PresentConnection(id, user.Length > 0 ? user : null, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)values["s"]!, CultureInfo.InvariantCulture)), metadata);
    }
}
