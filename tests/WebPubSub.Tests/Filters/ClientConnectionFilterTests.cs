// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;

namespace WebPubSub.Tests.Filters;

/// <summary>Tests for the literals of filters. See docs/protocols/rest-api.md#108-literals.</summary>
public sealed class ClientConnectionFilterTests
{
    public static TheoryData<object?, string> Literals => new()
    {
        { null, "null" },
        { true, "true" },
        { false, "false" },
        { (sbyte)-1, "-1" },
        { (byte)1, "1" },
        { 42, "42" },
        { 42L, "42" },
        { 42UL, "42" },
        { "O'Brien", "'O''Brien'" },
        { "' or true or '", "''' or true or '''" },
        { "{0}", "'{0}'" },
        { 'x', "'x'" },
        { new StringBuilder("a'b"), "'a''b'" },
        { new[] { "a", "b'c" }, "('a','b''c')" },
        { new List<int> { 1, 2 }, "(1,2)" },
        { Array.Empty<string>(), "()" },
        { new object?[] { null, 1, "a" }, "(null,1,'a')" },
    };

    [Theory, MemberData(nameof(Literals), DisableDiscoveryEnumeration = true)]
    public void Create_WritesTheLiteral(object? value, string literal) =>
        ClientConnectionFilter.Create($"x eq {value} end").Should().Be($"x eq {literal} end");

    public static TheoryData<object> Unsupported => new() { 1.5, 1.5m, Guid.Empty, DayOfWeek.Friday, new DateTime(2026, 1, 1), 2147483648L, new[] { new[] { 1 } } };

    [Theory, MemberData(nameof(Unsupported), DisableDiscoveryEnumeration = true)]
    public void Create_OfAnotherType_Throws(object value) =>
        FluentActions.Invoking(() => ClientConnectionFilter.Create($"x eq {value}")).Should().Throw<ArgumentException>();

    [Fact]
    public void Create_OfNull_IsNull() => ClientConnectionFilter.Create(null).Should().BeNull();

    [Fact]
    public void Create_IsInvariant_UnlessACultureIsGiven()
    {
        var culture = new CultureInfo("") { NumberFormat = { NegativeSign = "~" } };

        ClientConnectionFilter.Create($"{-1}").Should().Be("-1");
        ClientConnectionFilter.Create($"{-1}", culture).Should().Be("~1");
    }
}
