// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Memory;

public sealed class ListingTests : StoreTest
{
    public ListingTests() => Options.GracePeriod = TimeSpan.Zero;

    [Fact]
    public void ListedConnections_AreAdded_WithTheirUsers()
    {
        Store.AddListed(group: null, Store.BeginListing(), [Member("c1", "ann"), Member("c2", null)]).Should().Be(2);
        Store.AddListed("room", Store.BeginListing(), [Member("c1", "ann"), Member("c3", "bob")]).Should().Be(2);
        (Users(), Users("room")).Should().Be(("ann:1 bob:1", "ann:1 bob:1"));
        Store.AddListed("room", Store.BeginListing(), [Member("c1", "ann")]).Should().Be(0, "it is known");
    }

    [Fact]
    public void ConnectionThatEndedDuringTheListing_IsNotAdded()
    {
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        Store.Join("c1", "ann", "hall", 3);
        long began = Store.BeginListing();
        Store.Leave("c1", "room", 4);
        Store.AddListed("room", began, [Member("c1", "ann")]).Should().Be(0);
        Users("room").Should().Be("");
        Store.Disconnect("c1");
        Store.AddListed(group: null, began, [Member("c1", "ann")]).Should().Be(0);
        Store.AddListed("hall", began, [Member("c1", "ann")]).Should().Be(0);
        (Users(), Users("hall")).Should().Be(("", ""));
    }

    [Fact]
    public void ListingAfterTheEnd_IsTheTruth()
    {
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        Store.Leave("c1", "room", 9); // a repeated event of another client, for example
        Store.AddListed("room", Store.BeginListing(), [Member("c1", "ann")]).Should().Be(1);
        Users("room").Should().Be("ann:1");
    }

    [Fact]
    public void MissingConnection_IsOutsideTheReservedGroup_OnlyIfItDidNotChangeSinceTheListingBegan()
    {
        Store.AddListed(group: null, Store.BeginListing(), [Member("c1", "ann"), Member("c2", "bob")]);
        long began = Store.BeginListing();
        string[] missing = Store.FindMissing(group: null, began, new HashSet<string>());
        missing.Should().BeEquivalentTo("c1", "c2");
        Store.Connect("c1", "ann"); // an event of the connection shows that it is open
        Store.UnreserveMissing(began, missing);
        Store.GetUnreserved(max: 10).Should().Equal("c2");
        Users().Should().Be("ann:1 bob:1", "the service decides");
    }

    [Fact]
    public void LaterEvent_DecidesWhetherAConnectionIsInTheReservedGroup()
    {
        Store.Connect("c1", "ann");
        Store.SetReserved("c1", isReserved: false, eventId: 5);
        Store.SetReserved("c1", isReserved: true, eventId: 2); // a late or repeated event
        Store.GetUnreserved(max: 10).Should().Equal("c1");
        Store.SetReserved("c1", isReserved: true, eventId: 6);
        Store.GetUnreserved(max: 10).Should().BeEmpty();
        Store.SetReserved("c1", isReserved: false, eventId: 0);
        Store.GetUnreserved(max: 10).Should().Equal(["c1"], "the service has said so");
    }

    [Fact]
    public void MissingMember_IsRemovedFromTheGroupOnly_AndItsOldEventDoesNotBringItBack()
    {
        Store.Connect("c1", "ann");
        Store.Join("c1", "ann", "room", 2);
        long began = Store.BeginListing();
        Store.RemoveMissing("room", began, Store.FindMissing("room", began, new HashSet<string>())).Should().Be(1);
        Store.Join("c1", "ann", "room", 2);
        (Users(), Users("room")).Should().Be(("ann:1", ""));
        Store.Join("c1", "ann", "room", 3);
        Users("room").Should().Be("ann:1");
    }

    [Fact]
    public void MemberThatJoinedDuringTheListing_Stays()
    {
        Store.Connect("c1", "ann");
        long began = Store.BeginListing();
        Store.Join("c1", "ann", "room", 2);
        Store.FindMissing("room", began, new HashSet<string>()).Should().BeEmpty();
        Store.RemoveMissing("room", began, ["c1"]).Should().Be(0);
        Users("room").Should().Be("ann:1");
    }

    [Fact]
    public void ConnectionOutsideTheReservedGroup_IsNeverMissing()
    {
        Store.Connect("c1", "ann");
        Store.GetUnreserved(max: 10).Should().Equal("c1");
        Store.FindMissing(group: null, Store.BeginListing(), new HashSet<string>()).Should().BeEmpty();
        Store.SetReserved("c1", isReserved: true, eventId: 0);
        Store.GetUnreserved(max: 10).Should().BeEmpty();
        Store.FindMissing(group: null, Store.BeginListing(), new HashSet<string>()).Should().Equal("c1");
    }

    [Fact]
    public void ConnectionThatNothingConfirms_EndsAfterFourPeriods()
    {
        Store.Connect("c1", "ann");
        Store.Connect("c2", "bob");
        Store.Connect("c3", "eve");
        Time.Advance(Options.ReconciliationPeriod * 3);
        Store.Confirm("c2", "bob");
        Store.AddListed(group: null, Store.BeginListing(), [Member("c3", "eve")]);
        Store.RemoveExpired(Store.GetTime()).Should().Be(0);
        Time.Advance(Options.ReconciliationPeriod);
        long began = Store.GetTime();
        Store.AddListed(group: null, Store.BeginListing(), [Member("c2", "bob"), Member("c3", "eve")]);
        Time.Advance(Options.ReconciliationPeriod * 10);
        Store.RemoveExpired(began).Should().Be(1, "a slow comparison has confirmed the others when it began");
        Users().Should().Be("bob:1 eve:1");
        Store.Confirm("c1", "ann").Should().BeFalse();
        Users().Should().Be("ann:1 bob:1 eve:1", "an event shows that the connection is open");
    }
}
