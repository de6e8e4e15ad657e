// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator.Tests.Upstream;

/// <summary>Patterns of user events. See docs/protocols/event-handler.md#22-user-event-patterns.</summary>
public sealed class EventPatternTests
{
    [Theory]
    [InlineData("*", "a.b.c", true)]
    [InlineData("a,b", "b", true)]
    [InlineData(" a , B ", "b", true)]
    [InlineData("a,b", "c", false)]
    [InlineData("a,*", "c.d", true)]
    [InlineData("room.*", "room.message", true)]
    [InlineData("room.*", "ROOM.Message", true)]
    [InlineData("room.*", "room.message.more", false)]
    [InlineData("room.*", "room.", true)]
    [InlineData("room.*", "room", false)]
    [InlineData("room.**", "room.message.more", true)]
    [InlineData("**.more", "room.message.more", true)]
    [InlineData("room.?", "room.a", true)]
    [InlineData("room.?", "room.ab", false)]
    [InlineData("a?c", "a.c", false)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcd", false)]
    [InlineData("", "a", false)]
    [InlineData(",", "a", false)]
    public void Matches_AsTheReferenceSays(string pattern, string eventName, bool matches) =>
        EventPattern.Matches(pattern, eventName).Should().Be(matches);
}
