// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Filters;

namespace WebPubSub.Emulator.Tests.Filters;

/// <summary>The parser of filters. See docs/protocols/rest-api.md#10-filter-language.</summary>
public sealed class FilterParserTests
{
    private const string Anonymous = "<anonymous>";

    [Theory]
    [InlineData("userId eq 'a'", "a", true)]
    [InlineData("userId eq 'a'", "A", false)]
    [InlineData("userId eq 'a'", Anonymous, false)]
    [InlineData("USERID eq 'a'", "a", true)]
    [InlineData("  userId eq 'a'\t", "a", true)]
    [InlineData("'a'eq userId", "a", true)]
    [InlineData("userId eq null", Anonymous, true)]
    [InlineData("userId ne 'a'", Anonymous, true)]
    [InlineData("userId eq 'O''Brien'", "O'Brien", true)]
    [InlineData("userId eq 'a\nb%+ü'", "a\nb%+ü", true)]
    [InlineData("userId in ('u1','Doe, John','O''Brien')", "Doe, John", true)]
    [InlineData("userId in ('u1','Doe, John')", "u2", false)]
    [InlineData("userId in ()", "u", false)]
    [InlineData("null in (null)", "u", true)]
    [InlineData("'x' in (userId, connectionId)", "x", true)]
    [InlineData("not (userId in ('a'))", "a", false)]
    [InlineData("not userId in ('a')", "b", true)]
    [InlineData("not startswith(userId,'a')", "abc", false)]
    [InlineData("'g1' in groups and not ('g2' in groups)", "u", true)]
    [InlineData("'G1' in groups", "u", false)]
    [InlineData("length(groups) gt 1", "u", false)]
    [InlineData("length(groups) ge 1", "u", true)]
    [InlineData("length(userId) gt 3", Anonymous, false)]
    [InlineData("not (length(userId) gt 3)", Anonymous, true)]
    [InlineData("length(userId) le 3", Anonymous, false)]
    [InlineData("length(userId) le 3", "abc", true)]
    [InlineData("tolower(userId) eq 'bob'", "BOB", true)]
    [InlineData("toupper(userId) eq 'BOB'", "bob", true)]
    [InlineData("trim(userId) eq 'bob'", "  bob ", true)]
    [InlineData("startswith(userId,'a')", Anonymous, false)]
    [InlineData("not startswith(userId,'a')", Anonymous, true)]
    [InlineData("endswith(userId, 'c')", "abc", true)]
    [InlineData("contains(userId,'b')", "abc", true)]
    [InlineData("contains('abc', userId)", "b", true)]
    [InlineData("indexof(userId,'x') lt 0", Anonymous, true)]
    [InlineData("indexof(userId,'c') eq 2", "abc", true)]
    [InlineData("indexof(userId,'c') gt -1", "abc", true)]
    [InlineData("concat(userId,'x') eq 'x'", Anonymous, true)]
    [InlineData("concat(userId,'x') eq 'ax'", "a", true)]
    [InlineData("substring(userId,1,1) eq 'b'", "abc", true)]
    [InlineData("substring(userId,1,1) eq 'b'", "a", false)]
    [InlineData("substring(userId,1) eq 'bc'", "abc", true)]
    [InlineData("substring(userId,9) eq null", "abc", true)]
    [InlineData("protocol eq 'json.webpubsub.azure.v1'", "u", true)]
    [InlineData("connectionId eq 'c1'", "u", true)]
    [InlineData("userId eq 1", "u", false)]
    [InlineData("userId gt null", "u", false)]
    [InlineData("true", "u", true)]
    [InlineData("false", "u", false)]
    [InlineData("true or false and false", "u", true)]
    [InlineData("(true or false) and false", "u", false)]
    [InlineData("userId eq 'a' eq true", "a", true)]
    [InlineData("length(userId) gt 1 eq true", "ab", true)]
    [InlineData("length(trim( userId )) eq 2", " ab", true)]
    public void Filter_ChoosesAsDocumented(string filter, string user, bool chosen) =>
        FilterParser.Parse(filter).Is(Target(user == Anonymous ? null : user)).Should().Be(chosen);

    [Theory]
    [InlineData("userId lt 1", "'userId lt 1'", "Type 'string', expect 'int'.")]
    [InlineData("( not 'a' )", "'not 'a''", "Type 'string', expect 'bool'.")]
    [InlineData("ab eq 1", "'ab eq 1'", "Token 'ab' is not supported.")]
    [InlineData("invalid(ab,c)", "'invalid(ab,c)'", "Token 'invalid(ab,c)' is not supported.")]
    [InlineData("invalid filter", "'invalid filter'", "Syntax error at position 14 in 'invalid filter'.")]
    [InlineData("ab eq 1 and (userId lt 'a'", "'ab eq 1 and (userId lt 'a''", "Syntax error at position 26 in 'ab eq 1 and (userId lt 'a''.")]
    [InlineData("userId lt 1 and ab eq 1", "'userId lt 1'", "Type 'string', expect 'int'.")]
    [InlineData("ab eq 1 and userId lt 1", "'ab eq 1 and userId lt 1'", "Token 'ab' is not supported.")]
    [InlineData("invalid(userId,'c')", "'invalid(userId,'c')'", "is not supported.")]
    [InlineData("userId EQ 'a'", "'userId EQ 'a''", "Syntax error at position 9 in 'userId EQ 'a''.")]
    public void InvalidFilter_HasTheDocumentedMessage(string filter, string expression, string detail) =>
        FluentActions.Invoking(() => FilterParser.Parse(filter)).Should().Throw<FilterException>()
            .WithMessage($"Invalid syntax for {expression}: *{detail} (Parameter 'filter')");

    [Theory]
    [InlineData(" ")]
    [InlineData("userId")]
    [InlineData("'a'")]
    [InlineData("not userId eq 'a'")]
    [InlineData("not length(userId) gt 5")]
    [InlineData("true or userId")]
    [InlineData("false and 1")]
    [InlineData("userId gt 'a'")]
    [InlineData("true gt false")]
    [InlineData("groups lt 1")]
    [InlineData("userId in 'a'")]
    [InlineData("length(1) eq 1")]
    [InlineData("length(userId) gt 'a'")]
    [InlineData("tolower(groups) eq 'a'")]
    [InlineData("contains(groups,'a')")]
    [InlineData("substring(userId,'a') eq 'a'")]
    [InlineData("length() eq 1")]
    [InlineData("contains(userId) eq true")]
    [InlineData("userId eq \"a\"")]
    [InlineData("userId eq'a'")]
    [InlineData("userId eq 'a")]
    [InlineData("userId eq")]
    [InlineData("eq 'a'")]
    [InlineData("userId 'a'")]
    [InlineData("(userId eq 'a'")]
    [InlineData("userId eq 'a')")]
    [InlineData("userId eq 'a' and")]
    [InlineData("NOT true")]
    [InlineData("True")]
    [InlineData("userId eq NULL")]
    [InlineData("length(userId) eq +5")]
    [InlineData("length(userId) eq -")]
    [InlineData("length(userId) eq 5L")]
    [InlineData("length(userId) eq 1.5")]
    [InlineData("length(userId) eq 2147483648")]
    [InlineData("length(userId) add 1 eq 2")]
    [InlineData("groups/$count eq 1")]
    [InlineData("groups/any(g: g eq 'a')")]
    [InlineData("userId has 'a'")]
    [InlineData("$it eq 'a'")]
    [InlineData("length (userId) eq 1")]
    [InlineData("userId > 'a'")]
    [InlineData("userId in ('a' 'b')")]
    public void InvalidFilter_IsRejected(string filter) =>
        FluentActions.Invoking(() => FilterParser.Parse(filter)).Should().Throw<FilterException>();

    [Theory]
    [InlineData("(", ")", 11, true)]
    [InlineData("(", ")", 12, false)]
    [InlineData("not(", ")", 10, true)]
    [InlineData("not(", ")", 11, false)]
    [InlineData("not ", "", 92, true)]
    [InlineData("not ", "", 93, false)]
    public void Nesting_IsLimitedAsMeasured(string open, string close, int depth, bool legal)
    {
        string filter = string.Concat(Enumerable.Repeat(open, depth)) + "true" + string.Concat(Enumerable.Repeat(close, depth));
        Action parse = () => FilterParser.Parse(filter);
        if (legal)
        {
            parse.Should().NotThrow();
        }
        else
        {
            parse.Should().Throw<FilterException>().WithMessage("*Recursion depth exceeded allowed limit.*");
        }
    }

    [Fact]
    public void LongChains_AreAccepted() => FilterParser.Parse(string.Join(" or ", Enumerable.Range(0, 2000).Select(i => $"userId eq 'u{i}'")))
        .Is(Target("u1999")).Should().BeTrue();

    [Theory]
    [InlineData("false", " or true")]
    [InlineData("true", " and true")]
    [InlineData("true", " eq true")]
    [InlineData("true", " in (true)")]
    public void FilterOfMaximumLength_AllocatesLinearMemory(string first, string next)
    {
        const int Length = 1024 * 1024;
        string filter = first + string.Concat(Enumerable.Repeat(next, Length / next.Length));
        long before = GC.GetAllocatedBytesForCurrentThread();

        FilterExpression parsed = FilterParser.Parse(filter);

        parsed.Is(Target("u")).Should().BeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(300L * Length, "each term allocates only a few objects");
        FluentActions.Invoking(() => FilterParser.Parse(filter + " and 1")).Should().Throw<FilterException>();
    }

    private static FilterTarget Target(string? userId) => new("c1", userId, new HashSet<string> { "g1" }, "json.webpubsub.azure.v1");
}
