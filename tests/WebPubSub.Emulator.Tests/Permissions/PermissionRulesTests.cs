// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Tests.Permissions;

/// <summary>Roles and permissions. See docs/protocols/rest-api.md#12-roles-and-permissions.</summary>
public sealed class PermissionRulesTests
{
    private const string Family = "webpubsub.sendToGroup";

    [Theory]
    [InlineData("ab*", "ab", true)]
    [InlineData("ab*", "abcd", true)]
    [InlineData("ab*", "ab.cd", false)]
    [InlineData("ab*", "bcd", false)]
    [InlineData("a*c", "a123c", true)]
    [InlineData("a*c", "a1.3c", false)]
    [InlineData("ab**", "ab.cd.ef", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a.c", false)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a.**.b", "a..b", true)]
    [InlineData("a.**.b", "a.b", false)]
    [InlineData(@"literal\*star", "literal*star", true)]
    [InlineData(@"literal\*star", "literalXstar", false)]
    [InlineData("Room*", "Room1", true)]
    [InlineData("Room*", "room1", false)]
    [InlineData("**", "any.thing\nat all", true)]
    [InlineData(@"bad\", "bad\\", false)]
    [InlineData(@"bad\x*", "badx1", false)]
    [InlineData("a*b*c*d*e*f*", "abcdef", false)]
    [InlineData("a+b(c", "a+b(c", true)]
    public void Pattern_MatchesAsDocumented(string pattern, string group, bool allowed) =>
        new PermissionRules([$"{Family}s.{pattern}"], Family, new Lock()).Allows(group).Should().Be(allowed);

    [Theory]
    [InlineData("webpubsub.sendToGroup", "any", true)]
    [InlineData("webpubsub.sendToGroup.room", "room", true)]
    [InlineData("webpubsub.sendToGroup.room", "Room", false)]
    [InlineData("webpubsub.sendToGroup.a.b*", "a.b*", true)]
    [InlineData("webpubsub.sendToGroup.a.b*", "a.bc", false)]
    [InlineData("Webpubsub.sendToGroup", "any", false)]
    [InlineData("webpubsub.joinLeaveGroup", "any", false)]
    [InlineData("unknown", "any", false)]
    public void Role_IsCaseSensitiveAndLiteral(string role, string group, bool allowed) =>
        new PermissionRules([role], Family, new Lock()).Allows(group).Should().Be(allowed);

    [Fact]
    public void Revocation_OverridesRoles_AndAGrantRemovesIt()
    {
        var rules = new PermissionRules([Family], Family, new Lock());

        rules.TrySet("g", allow: false).Should().BeTrue();
        rules.Allows("g").Should().BeFalse();
        rules.Allows("other").Should().BeTrue();
        rules.TrySet("g", allow: true).Should().BeTrue();
        rules.Allows("g").Should().BeTrue();
    }

    [Fact]
    public void Granting_IsLiteral()
    {
        var rules = new PermissionRules([], Family, new Lock());

        rules.TrySet("room.*", allow: true);

        rules.Allows("room.*").Should().BeTrue();
        rules.Allows("room.child").Should().BeFalse();
    }

    [Fact]
    public void LiteralRules_AreLimited()
    {
        var rules = new PermissionRules([], Family, new Lock());
        for (int i = 0; i < 1000; i++)
        {
            rules.TrySet($"g{i}", allow: true).Should().BeTrue();
        }

        rules.TrySet("one more", allow: true).Should().BeFalse();
        rules.Allows("one more").Should().BeFalse();
        rules.TrySet("g0", allow: false).Should().BeTrue("the revocation removes a rule");
        rules.TrySet("one more", allow: true).Should().BeTrue();
    }

    [Fact]
    public void PatternsAfterTheNinth_AreIgnored()
    {
        var rules = new PermissionRules(Enumerable.Range(0, 10).Select(i => $"{Family}s.p{i}*"), Family, new Lock());

        rules.Allows("p8x").Should().BeTrue();
        rules.Allows("p9x").Should().BeFalse();
    }
}
