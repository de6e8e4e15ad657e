// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using CsCheck;
using WebPubSub.Emulator.Filters;

namespace WebPubSub.Emulator.Tests.Filters;

/// <summary>Properties of every filter. A value in a filter stays a value, and the parser accepts or rejects every text.</summary>
public sealed class FilterProperties
{
    private static readonly string[] Fragments =
        ["'", "''", " ", "(", ")", ",", "userId", "connectionId", "groups", "protocol", "null", "true", "not ", " eq ", " ne ", " gt ", " and ", " or ", " in ",
            "'a'", "1", "-1", "99999999999", "length(", "substring(", "concat(", "\\", "%27", "\0", "ü", "😀", "{0}"];

    // Words of the grammar among random characters, to find values that are not escaped correctly.
    private static readonly Gen<string> AnyText =
        Gen.Frequency((1, Gen.String), (3, Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i]).Array[0, 12].Select(string.Concat)));

    [Fact]
    public void AnyString_RoundTripsAsALiteral() => AnyText.Sample(text =>
    {
        string literal = ClientConnectionFilter.Create($"{text}")!;

        // Checked against the grammar, not our parser: a literal is in quotes, and each quote inside is doubled. See docs/protocols/rest-api.md#108-literals.
        return literal[0] == '\''
            && literal[^1] == '\''
            && literal[1..^1].Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal) == false
            && literal[1..^1].Replace("''", "'", StringComparison.Ordinal) == text;
    }, iter: 20_000);

    [Fact]
    public void AnyString_MatchesOnlyItself() => Gen.Select(AnyText, AnyText, AnyText).Sample((wanted, other, group) =>
    {
        FilterExpression one = FilterParser.Parse(ClientConnectionFilter.Create($"userId eq {wanted} and {group} in groups")!);
        FilterExpression many = FilterParser.Parse(ClientConnectionFilter.Create($"userId in {new[] { wanted, group }}")!);

        return one.Is(Target(wanted, group))
            && one.Is(Target(other, group)) == (other == wanted)
            && one.Is(Target(wanted, other)) == (other == group)
            && many.Is(Target(wanted, group))
            && many.Is(Target(other, group)) == (other == wanted || other == group);
    }, iter: 20_000);

    [Fact]
    public void AnyText_IsParsedOrRejected() => AnyText.Sample(text =>
    {
        try
        {
            FilterParser.Parse(text).Is(Target("u", "g"));
        }
        catch (FilterException exception)
        {
            exception.Message.Should().NotBeEmpty();
        }
    }, iter: 50_000);

    private static FilterTarget Target(string userId, string group) => new("c1", userId, new HashSet<string> { group }, "json.webpubsub.azure.v1");
}
