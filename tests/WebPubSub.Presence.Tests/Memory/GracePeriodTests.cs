// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Memory;

public sealed class GracePeriodTests : StoreTest
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Fact]
    public void UserWhoReturnsInTime_HasNotLeft()
    {
        Store.Connect("c1", "ann");
        Store.Disconnect("c1");
        Users().Should().Be("ann:0");
        Store.Count(group: null).Should().Be(new PresenceCounts(Users: 1, Connections: 0, AnonymousConnections: 0));
        Time.Advance(Grace - TimeSpan.FromMilliseconds(1));
        Store.Connect("c2", "ann");
        Time.Advance(Grace * 2);
        Users().Should().Be("ann:1");
    }

    [Fact]
    public void UserWhoDoesNotReturn_LeavesTheHubAndTheGroups_AfterTheGracePeriod()
    {
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        Store.Disconnect("c1");
        Time.Advance(Grace - TimeSpan.FromMilliseconds(1));
        (Users(), Users("room")).Should().Be(("ann:0", "ann:0"));
        Time.Advance(TimeSpan.FromMilliseconds(1));
        (Users(), Users("room")).Should().Be(("", ""));
    }

    [Fact]
    public void EachLeave_HasItsOwnGracePeriod()
    {
        Store.Connect("c1", "ann");
        Store.Connect("c2", "bob");
        Store.Disconnect("c1");
        Time.Advance(TimeSpan.FromSeconds(3));
        Store.Disconnect("c2");
        Store.Connect("c3", "ann");
        Store.Disconnect("c3");
        Time.Advance(TimeSpan.FromSeconds(3));
        Users().Should().Be("ann:0 bob:0", "the new connection cancelled the first leave of ann");
        Time.Advance(TimeSpan.FromSeconds(2));
        Users().Should().Be("");
    }

    [Fact]
    public void ClockThatJumps_EndsEachGracePeriodOnce()
    {
        Store.Connect("c1", "ann");
        Store.Disconnect("c1");
        Time.Advance(TimeSpan.FromDays(400));
        Users().Should().Be("");
        Store.Connect("c2", "ann");
        Users().Should().Be("ann:1");
    }

    [Fact]
    public void LastSeen_IsTheEndOfTheLastConnection()
    {
        DateTimeOffset start = Time.GetUtcNow();
        Store.GetLastSeen("ann").Should().BeNull();
        Store.Connect("c1", "ann");
        Time.Advance(TimeSpan.FromMinutes(1));
        Store.GetLastSeen("ann").Should().Be(start + TimeSpan.FromMinutes(1));
        Store.Disconnect("c1");
        Time.Advance(TimeSpan.FromMinutes(1));
        Store.GetLastSeen("ann").Should().Be(start + TimeSpan.FromMinutes(1));
        Time.Advance(Options.LastSeenRetention);
        Store.GetLastSeen("ann").Should().BeNull("the time is personal data with an end");
    }
}
