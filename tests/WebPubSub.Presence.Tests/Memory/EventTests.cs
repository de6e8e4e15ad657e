// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Memory;

public sealed class EventTests : StoreTest
{
    [Fact]
    public void Users_AreInTheHub_FromConnectedToDisconnected()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Connect("c1", "bob");
        Store.Connect("c2", "ann");
        Store.Connect("c3", "ann");
        Users().Should().Be("ann:2 bob:1");
        Store.Count(group: null).Should().Be(new PresenceCounts(Users: 2, Connections: 3, AnonymousConnections: 0));

        Store.Disconnect("c2");
        Users().Should().Be("ann:1 bob:1");
        Store.Disconnect("c3");
        Users().Should().Be("bob:1");
        Store.IsOnline("ann", group: null).Should().BeFalse();
        Store.IsOnline("bob", group: null).Should().BeTrue();
    }

    [Fact]
    public void Disconnected_EndsAllMemberships_WithoutLeftEvents()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        Store.Join("c1", "ann", "hall", 3);
        Store.Disconnect("c1");
        (Users(), Users("room"), Users("hall")).Should().Be(("", "", ""));
        Store.Count("room").Should().Be(default(PresenceCounts));
    }

    [Fact]
    public void RepeatedEvents_ChangeNothing()
    {
        Options.GracePeriod = TimeSpan.Zero;
        for (int i = 0; i < 3; i++)
        {
            Store.Connect("c1", "ann");
            Store.Join("c1", "ann", "room", 2);
        }

        (Users(), Users("room")).Should().Be(("ann:1", "ann:1"));
        Store.Leave("c1", "room", 3);
        Store.Leave("c1", "room", 3);
        Store.Join("c1", "ann", "room", 2);
        (Users(), Users("room")).Should().Be(("ann:1", ""));
        Store.Disconnect("c1");
        Store.Disconnect("c1");
        Users().Should().Be("");
    }

    [Fact]
    public void LaterEventId_Decides_WhateverTheOrderOfArrival()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Leave("c1", "room", 4);
        Store.Join("c1", "ann", "room", 3);
        Users("room").Should().Be("");
        Store.Join("c1", "ann", "room", 7);
        Store.Leave("c1", "room", 6);
        Users("room").Should().Be("ann:1");
        Store.Leave("c1", "room", 8);
        Users("room").Should().Be("");
    }

    [Fact]
    public void EventsAfterDisconnected_AreIgnored()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Disconnect("c1"); // its connected event is late
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        (Users(), Users("room")).Should().Be(("", ""));
    }

    [Fact]
    public void JoinedEvent_AddsTheConnection_IfItsConnectedEventIsLate()
    {
        Store.Join("c1", "ann", "room", 2);
        (Users(), Users("room")).Should().Be(("ann:1", "ann:1"));
        Store.Connect("c1", "ann");
        Users().Should().Be("ann:1");
    }

    [Fact]
    public void EventsWithoutIds_AreAppliedInTheOrderOfArrival()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Join("c1", "ann", "room", 0);
        Store.Leave("c1", "room", 0);
        Users("room").Should().Be("");
        Store.Join("c1", "ann", "room", 0);
        Users("room").Should().Be("ann:1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void AnonymousConnections_AreCounted_ButAreNoUsers(string? userId)
    {
        Store.Connect("c1", userId);
        Store.Join("c1", userId, "room", 2);
        (Users(), Users("room")).Should().Be(("", ""));
        Store.Count(group: null).Should().Be(new PresenceCounts(0, 1, 1));
        Store.Count("room").Should().Be(new PresenceCounts(0, 1, 1));
        Store.GetConnections("room", userId: null).Should().ContainSingle().Which.UserId.Should().BeNull();
        Store.Disconnect("c1");
        Store.Count(group: null).Should().Be(default(PresenceCounts));
    }

    [Theory]
    [InlineData("ann\n\u0000\r")]
    [InlineData("👩‍💻 née Öl")]
    [InlineData("\ud800")]
    [InlineData(" ")]
    [InlineData("c1")]
    public void Names_CanHaveAnyUnicode(string name)
    {
        Store.Connect("c1", name);
        Store.Join("c1", name, name, 2);
        Store.GetUsers(name).Should().ContainSingle().Which.UserId.Should().Be(name);
        Store.IsOnline(name, name).Should().BeTrue();
    }

    [Fact]
    public void UserWith10000Connections_IsOneUser()
    {
        Options.GracePeriod = TimeSpan.Zero;
        for (int i = 0; i < 10_000; i++)
        {
            Store.Connect($"c{i}", "ann");
            Store.Join($"c{i}", "ann", "room", 2);
        }

        (Users(), Users("room")).Should().Be(("ann:10000", "ann:10000"));
        for (int i = 0; i < 9_999; i++)
        {
            Store.Disconnect($"c{i}");
        }

        (Users(), Users("room")).Should().Be(("ann:1", "ann:1"));
        Connections("room").Should().Equal("c9999");
    }

    [Fact]
    public void ConnectionIn1000Groups_LeavesThemAll()
    {
        Options.GracePeriod = TimeSpan.Zero;
        Store.Connect("c1", "ann");
        Store.Connect("c2", "bob");
        for (int i = 0; i < 1000; i++)
        {
            Store.Join("c1", "ann", $"room{i}", i + 2);
            Store.Join("c2", "bob", $"room{i}", i + 2);
        }

        Store.Leave("c1", "room500", 2000);
        Users("room500").Should().Be("bob:1");
        Users("room501").Should().Be("ann:1 bob:1");
        Store.Disconnect("c1");
        Enumerable.Range(0, 1000).Select(i => Users($"room{i}")).Should().AllBe("bob:1");
    }

    [Fact]
    public void Metadata_StaysWithTheConnection()
    {
        Store.Connect("c1", "ann");
        Store.SetMetadata("c1", new Dictionary<string, string> { ["device"] = "phone" }).Should().BeTrue();
        Store.SetMetadata("c2", new Dictionary<string, string> { ["device"] = "phone" }).Should().BeFalse();
        Store.GetConnections(group: null, "ann").Should().ContainSingle().Which.Metadata.Should().Equal(new Dictionary<string, string> { ["device"] = "phone" });
        Store.SetMetadata("c1", new Dictionary<string, string>());
        Store.GetConnections(group: null, "ann").Should().ContainSingle().Which.Metadata.Should().BeEmpty();
    }
}
