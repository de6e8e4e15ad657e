// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Tests;

/// <summary>Tests for the name rules. See docs/protocols/rest-api.md#32-name-rules.</summary>
public sealed class WebPubSubNamesTests
{
    [Theory]
    [InlineData("chat", true)]
    [InlineData("C", true)]
    [InlineData("a1_`,.[]", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("_a", false)]
    [InlineData("a b", false)]
    [InlineData("a-b", false)]
    [InlineData("a/b", false)]
    [InlineData("ä", false)]
    public void IsValidHub_FollowsThePattern(string? name, bool valid) => WebPubSubNames.IsValidHub(name).Should().Be(valid);

    [Theory]
    [InlineData("order.created", true)]
    [InlineData("a-b_c.1", true)]
    [InlineData("1a", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void IsValidEvent_FollowsThePattern(string name, bool valid) => WebPubSubNames.IsValidEvent(name).Should().Be(valid);

    [Theory]
    [InlineData(" room ", true)]
    [InlineData("a/b + 你好", true)]
    [InlineData("", false)]
    [InlineData(" \t", false)]
    [InlineData("a\r\nb", false)]
    public void IsValidGroup_FollowsThePattern(string name, bool valid) => WebPubSubNames.IsValidGroup(name).Should().Be(valid);

    [Fact]
    public void Lengths_AreLimited()
    {
        WebPubSubNames.IsValidHub(new string('a', 128)).Should().BeTrue();
        WebPubSubNames.IsValidHub(new string('a', 129)).Should().BeFalse();
        WebPubSubNames.IsValidEvent(new string('a', 128)).Should().BeTrue();
        WebPubSubNames.IsValidEvent(new string('a', 129)).Should().BeFalse();
        WebPubSubNames.IsValidGroup(new string('a', 1024)).Should().BeTrue();
        WebPubSubNames.IsValidGroup(new string('a', 1025)).Should().BeFalse();
    }
}
