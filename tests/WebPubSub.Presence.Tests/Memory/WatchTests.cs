// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Memory;

public sealed class WatchTests : StoreTest
{
    public WatchTests() => Options.GracePeriod = TimeSpan.Zero;

    [Fact]
    public async Task Watcher_ReceivesASnapshot_ThenNumberedChanges()
    {
        Store.Connect("c1", "ann");
        await using IAsyncEnumerator<PresenceChange> watch = Watch();
        (await NextAsync(watch)).Should().Be("Snapshot ann 1");
        Store.Connect("c2", "ann"); // the user was online already
        Store.Connect("c3", "bob");
        (await NextAsync(watch)).Should().Be("Joined bob 2");
        Store.Disconnect("c1");
        Store.Disconnect("c2");
        (await NextAsync(watch)).Should().Be("Left ann 3");
        watch.Current.Epoch.Should().Be(Store.Epoch);
    }

    [Fact]
    public async Task WatcherOfAGroup_ReceivesChangesOfTheGroupOnly()
    {
        Store.Connect("c1", "ann");
        await using IAsyncEnumerator<PresenceChange> watch = Watch("room");
        (await NextAsync(watch)).Should().Be("Snapshot  0");
        Store.Join("c1", "ann", "hall", 2);
        Store.Join("c1", "ann", "room", 3);
        (await NextAsync(watch)).Should().Be("Joined ann 1");
        Store.Disconnect("c1");
        (await NextAsync(watch)).Should().Be("Left ann 2");
        Store.Connect("c2", "bob");
        Store.Join("c2", "bob", "room", 2);
        (await NextAsync(watch)).Should().Be("Joined bob 3", "a watched group keeps its numbers while it is empty");
    }

    [Fact]
    public async Task WatcherThatFallsBehind_ReceivesANewSnapshot_InsteadOfTheMissedChanges()
    {
        await using IAsyncEnumerator<PresenceChange> watch = Watch();
        await NextAsync(watch);
        for (int i = 0; i < 1000; i++)
        {
            Store.Connect($"c{i}", $"user{i:000}");
        }

        await watch.MoveNextAsync();
        watch.Current.Kind.Should().Be(PresenceChangeKind.Snapshot);
        watch.Current.Users.Should().HaveCount(1000);
        watch.Current.Sequence.Should().Be(1000);
        Store.Disconnect("c5");
        (await NextAsync(watch)).Should().Be("Left user005 1001");
    }

    [Fact]
    public async Task UserInTheGracePeriod_IsInTheSnapshot_AndLeavesWhenItEnds()
    {
        Options.GracePeriod = TimeSpan.FromSeconds(5);
        Store.Connect("c1", "ann");
        Store.Disconnect("c1");
        await using IAsyncEnumerator<PresenceChange> watch = Watch();
        (await NextAsync(watch)).Should().Be("Snapshot ann 1");
        Time.Advance(Options.GracePeriod);
        (await NextAsync(watch)).Should().Be("Left ann 2");
    }

    [Fact]
    public async Task EndedWatch_IsRemoved()
    {
        using var stop = new CancellationTokenSource();
        IAsyncEnumerator<PresenceChange> watch = Store.WatchAsync("room", stop.Token).GetAsyncEnumerator(CancellationToken.None);
        await watch.MoveNextAsync();
        Task<bool> next = watch.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await next.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await watch.DisposeAsync();

        await using IAsyncEnumerator<PresenceChange> other = Watch("room");
        await NextAsync(other);
        long sequence = other.Current.Sequence;
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        (await NextAsync(other)).Should().Be($"Joined ann {sequence + 1}");
    }

    private IAsyncEnumerator<PresenceChange> Watch(string? group = null) => Store.WatchAsync(group, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);

    private static async Task<string> NextAsync(IAsyncEnumerator<PresenceChange> watch)
    {
        await watch.MoveNextAsync().AsTask().WithTimeoutAsync("the next change");
        return $"{watch.Current.Kind} {string.Join(',', watch.Current.Users.Select(user => user.UserId))} {watch.Current.Sequence}";
    }
}
