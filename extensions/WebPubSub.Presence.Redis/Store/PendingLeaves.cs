// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using StackExchange.Redis;
using WebPubSub.Presence.Redis.Keys;
using WebPubSub.Presence.Redis.Scripts;

namespace WebPubSub.Presence.Redis.Store;

/// <summary>Takes the users whose grace period has ended. The time of Redis decides, and any instance does it.</summary>
internal sealed class PendingLeaves(RedisHub hub)
{
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            RedisValue[] due = ((RedisValue[])(await hub.RunAsync(PresenceScripts.Due, [], [], cancellationToken).ConfigureAwait(false))!)!;
            if (due.Length == 0)
            {
                return;
            }

            await hub.RunAsync(PresenceScripts.TakeLeaves, [.. due.Select(CountsOf)], due, cancellationToken).ConfigureAwait(false);
        }
    }

    // A pending leave is [scope, user] as JSON.
    private RedisKey CountsOf(RedisValue pending)
    {
        using JsonDocument leave = JsonDocument.Parse((string)pending!);
        return hub.Keys.Counts(HubKeys.ToGroup(leave.RootElement[0].GetString()!));
    }
}
