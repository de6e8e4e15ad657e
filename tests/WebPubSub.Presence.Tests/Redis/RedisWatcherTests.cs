// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Redis.Watching;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

public sealed class RedisWatcherTests
{
    [Fact]
    public async Task WatcherThatFallsBehindAgainAndAgain_LearnsOfTheLastChange()
    {
        for (int round = 0; round < 20; round++)
        {
            await RunAsync();
        }
    }

    private static async Task RunAsync()
    {
        const int Last = 100_000;
        var watcher = new RedisWatcher();
        long newest = 0;
        Task writing = Task.Run(() =>
        {
            for (int i = 1; i <= Last; i++)
            {
                Interlocked.Exchange(ref newest, i); // a snapshot from now on contains the change
                watcher.Add(new PresenceChange(PresenceChangeKind.Joined, [], "epoch", i));
            }
        });

        long seen = 0;
        while (seen < Last)
        {
            PresenceChange? change = await watcher.TakeAsync(CancellationToken.None).AsTask().WithTimeoutAsync("the last change");
            if (change is null)
            {
                watcher.Clear();
                seen = Interlocked.Read(ref newest);
            }
            else
            {
                seen = Math.Max(seen, change.Sequence);
            }
        }

        await writing;
    }
}
