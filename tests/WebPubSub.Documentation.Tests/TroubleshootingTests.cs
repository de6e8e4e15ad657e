// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WebPubSub.Documentation.Tests;

/// <summary><c>docs/troubleshooting.md</c> lists each log event and each diagnostic of the packages.</summary>
public sealed partial class TroubleshootingTests
{
    private const string Page = "docs/troubleshooting.md";

    [Fact]
    public void LogEvents_AreListed_WithTheirMessage()
    {
        string page = Repository.Read(Page);
        AttributeSyntax[] events = [.. ShippedSources().SelectMany(FindLogEvents)];

        events.Should().HaveCountGreaterThan(60);
        string.Join('\n', events.Select(DescribeEvent).Where(text => !page.Contains(text, StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Fact]
    public void LogEvents_OfOneFile_HaveDifferentIds()
    {
        foreach (string file in ShippedSources())
        {
            FindLogEvents(file).Select(attribute => Argument(attribute, 0)).Should().OnlyHaveUniqueItems(file);
        }
    }

    [Fact]
    public void Diagnostics_HaveAHeading()
    {
        string[] ids = [.. ShippedSources().SelectMany(file => DiagnosticId().Matches(Repository.Read(file))).Select(match => match.Groups["id"].Value).Distinct()];

        ids.Should().HaveCountGreaterThan(10);
        MarkdownPage.Read(Page).Anchors.Should().Contain(ids.Select(id => id.ToLowerInvariant()));
    }

    private static IEnumerable<string> ShippedSources() =>
        Repository.FindFiles(".cs").Where(path => path.StartsWith("sdk/", StringComparison.Ordinal) || path.StartsWith("extensions/", StringComparison.Ordinal));

    private static IEnumerable<AttributeSyntax> FindLogEvents(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(attribute => attribute.Name.ToString() == "LoggerMessage");

    // The cells of the table: "1 `Connected` | Information | `Connected as connection {ConnectionId}.`".
    private static string DescribeEvent(AttributeSyntax attribute) =>
        $"{Argument(attribute, 0)} `{Argument(attribute, 3)}` | {Argument(attribute, 1).Split('.')[^1]} | `{Argument(attribute, 2).Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Argument(AttributeSyntax attribute, int index) => Value(attribute.ArgumentList!.Arguments[index].Expression);

    private static string Value(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        BinaryExpressionSyntax sum => Value(sum.Left) + Value(sum.Right),
        _ => expression.ToString(),
    };

    [GeneratedRegex("\"(?<id>WPS([0-9]{3}|PREVIEW))\"")]
    private static partial Regex DiagnosticId();
}
