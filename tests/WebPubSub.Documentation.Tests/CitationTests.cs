// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;

namespace WebPubSub.Documentation.Tests;

/// <summary>Comments cite the pages of <c>docs/</c> by path and heading. Each citation must resolve.</summary>
public sealed partial class CitationTests
{
    private static readonly string[] SourceExtensions = [".cs", ".csproj", ".props", ".proto", ".mjs", ".js", ".html", ".css", ".sh", ".txt"];

    [Fact]
    public void Citations_InSources_Resolve()
    {
        Dictionary<string, MarkdownPage> pages = MarkdownPage.ReadAll().ToDictionary(page => page.Path);

        (string File, string Citation, bool Resolves)[] citations = [
            .. from file in Repository.FindFiles(SourceExtensions)
               from Match match in Citation().Matches(Repository.Read(file))
               from citation in Anchors(match)
               select (file, match.Groups["path"].Value + citation, Resolves(pages, match.Groups["path"].Value, citation))];

        citations.Should().NotBeEmpty();
        citations.Where(citation => !citation.Resolves).Select(citation => $"{citation.File}: {citation.Citation}").Aggregate("", (all, line) => all + "\n" + line).Should().BeEmpty();
    }

    [Fact]
    public void Comments_CiteNoDocumentByItsTitleAlone()
    {
        string[] found = [
            .. from file in Repository.FindFiles(SourceExtensions)
               where !file.EndsWith(nameof(CitationTests) + ".cs", StringComparison.Ordinal)
               from Match match in TitleAlone().Matches(Repository.Read(file))
               select $"{file}: {match.Value}"];

        string.Join('\n', found).Should().BeEmpty();
    }

    // "docs/protocols/rest-api.md#7-operations, #8-errors and #9-sending-messages" cites three sections of one page.
    private static string[] Anchors(Match match) =>
        match.Groups["anchor"].Success ? [.. match.Groups["anchor"].Captures.Select(anchor => anchor.Value)] : [""];

    private static bool Resolves(Dictionary<string, MarkdownPage> pages, string path, string anchor) =>
        anchor.Length == 0
            ? Path.Exists(Path.Combine(Repository.Root, path))
            : pages.TryGetValue(path, out MarkdownPage? page) && page.Anchors.Contains(anchor[1..]);

    [GeneratedRegex(@"(?<path>docs/[a-z0-9/-]+\.md)(?<anchor>#[A-Za-z0-9_-]+)?(?:(?:,| and| to) (?<anchor>#[A-Za-z0-9_-]+))*")]
    private static partial Regex Citation();

    [GeneratedRegex("(REST API|[Ee]vent handler|[Cc]lient protocols?|[Pp]rotocol) reference\\b")]
    private static partial Regex TitleAlone();
}
