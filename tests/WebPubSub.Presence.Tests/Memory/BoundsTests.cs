// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Presence.Memory;

namespace WebPubSub.Presence.Tests.Memory;

/// <summary>Nothing that clients do grows the process without bound. The tests run alone, because they measure its memory.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class BoundsTests : StoreTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void ConnectionsThatComeAndGo_DoNotStay(int graceSeconds)
    {
        Options.GracePeriod = TimeSpan.FromSeconds(graceSeconds);
        Store.Connect("open", "ann");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 200_000; i++)
        {
            Store.Connect($"c{i}", graceSeconds == 0 ? $"user{i}" : "bob");
            Store.Disconnect($"c{i}");
            Store.Join("open", "ann", graceSeconds == 0 ? $"room{i}" : "room", (i * 2) + 2);
            Store.Leave("open", graceSeconds == 0 ? $"room{i}" : "room", (i * 2) + 3);
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        grown.Should().BeLessThan(40_000_000, "10,000 ended connections, memberships and users are kept, not 200,000");
        Store.IsOnline("ann", group: null).Should().BeTrue();
    }

    [Fact]
    public void Tombstones_EndAfterFiveMinutes()
    {
        Store.Disconnect("c1");
        Time.Advance(TimeSpan.FromMinutes(4));
        Store.RemoveExpired(Store.GetTime());
        Store.Connect("c1", "ann");
        Users().Should().Be("");
        Time.Advance(TimeSpan.FromMinutes(2));
        Store.RemoveExpired(Store.GetTime());
        Store.Connect("c1", "ann");
        Users().Should().Be("ann:1");
    }

    [Fact]
    public void AskedGroups_AreDropped_AfterTenMinutes_OrByOthers()
    {
        var time = new FakeTimeProvider();
        var asked = new AskedGroups(max: 2, time);
        asked.Ask("a").Should().BeFalse();
        asked.SetListed("a").Should().BeTrue();
        asked.Ask("a").Should().BeTrue();
        time.Advance(TimeSpan.FromMinutes(9));
        asked.SetListed("a").Should().BeFalse("a comparison does not ask");
        asked.Get().Should().Equal("a");
        time.Advance(TimeSpan.FromMinutes(2));
        asked.Get().Should().BeEmpty();
        asked.SetListed("a").Should().BeFalse();
        asked.Get().Should().BeEmpty("a listing that ends later does not bring the group back");

        asked.Ask("a");
        time.Advance(TimeSpan.FromSeconds(1));
        asked.Ask("b");
        time.Advance(TimeSpan.FromSeconds(1));
        asked.Ask("c");
        asked.Get().Should().BeEquivalentTo("b", "c");
    }
}
