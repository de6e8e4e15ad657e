// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Simulation.History;
using WebPubSub.Presence.Simulation.Truth;

namespace WebPubSub.Presence.Tests.Simulation;

/// <summary>The checker accepts a correct history, and reports each kind of violation.</summary>
public sealed class HistoryCheckerTests
{
    private readonly HistoryChecker _checker = new();

    [Fact]
    public void CorrectHistory_HasNoViolation()
    {
        Add("a", "Snapshot", 3, "ann");
        Add("a", "Joined", 4, "bob");
        Add("b", "Snapshot", 4, "ann", "bob");
        Add("a", "Left", 5, "ann");
        Add("b", "Left", 5, "ann");
        Add("a", "Snapshot", 9, "cat");
        Add("a", "Snapshot", 1, "dan", epoch: "e2");
        Add("a", "Joined", 2, "eve", epoch: "e2");
        Add("b", "Snapshot", 2, "dan", "eve", epoch: "e2");
        _checker.Violations.Should().BeEmpty();
        _checker.Changes.Should().Be(4);
        _checker.FindWatchersThatDiffer(Truth("dan", "eve")).Should().BeEmpty();
    }

    [Fact]
    public void FirstItemThatIsAChange_IsReported() => Finds("watcher of room in a: the first item is not a snapshot, but Joined ann", () => Add("a", "Joined", 1, "ann"));

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void SkippedOrRepeatedNumber_IsReported(long sequence) => Finds($"watcher of room in a: Joined bob has number {sequence} of epoch e1, after 3 of e1", () =>
    {
        Add("a", "Snapshot", 3, "ann");
        Add("a", "Joined", sequence, "bob");
    });

    [Fact]
    public void ChangeOfAnotherEpoch_IsReported() => Finds("watcher of room in a: Joined bob has number 4 of epoch e2, after 3 of e1", () =>
    {
        Add("a", "Snapshot", 3, "ann");
        Add("a", "Joined", 4, "bob", epoch: "e2");
    });

    [Theory]
    [InlineData("Joined", "ann")]
    [InlineData("Left", "bob")]
    public void ItemThatChangesNothing_IsReported(string kind, string user) => Finds($"watcher of room in a: {kind} {user} (4) changes nothing", () =>
    {
        Add("a", "Snapshot", 3, "ann");
        Add("a", kind, 4, user);
    });

    [Fact]
    public void OldSnapshot_IsReported() => Finds("watcher of room in a: the snapshot 2 came after 3", () =>
    {
        Add("a", "Snapshot", 3, "ann");
        Add("a", "Snapshot", 2, "ann");
    });

    [Fact]
    public void TwoWatchersThatDiffer_AreReported() => Finds("watcher of room in b knows [ann bob] at 3; another watcher: [ann]", () =>
    {
        Add("a", "Snapshot", 3, "ann");
        Add("b", "Snapshot", 3, "ann", "bob");
    });

    [Fact]
    public void LastStateThatDiffers_IsFound()
    {
        Add("a", "Snapshot", 3, "ann");
        _checker.FindWatchersThatDiffer(Truth("ann", "bob")).Should().Equal("watcher of room in a knows [ann]; the service: [ann bob]");
        _checker.Remove("a");
        _checker.FindWatchersThatDiffer(Truth("ann", "bob")).Should().BeEmpty("the process has ended");
    }

    private static Dictionary<string, ScopeState> Truth(params string[] users) => new() { ["room"] = ScopeState.Create(users.Select(user => ($"c-{user}", (string?)user))) };

    private void Finds(string violation, Action addItems)
    {
        addItems();
        _checker.Violations.Should().Equal(violation);
    }

    private void Add(string instance, string kind, long sequence, string user, string? second = null, string epoch = "e1") =>
        _checker.Add(instance, new WatchItem("room", kind, epoch, sequence, second is null ? [user] : [user, second]));
}
