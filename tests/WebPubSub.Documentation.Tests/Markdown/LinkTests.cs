// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Documentation.Tests;

/// <summary>Each link to a file of this repository leads to a file, and each anchor to a heading.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Links_InsideTheRepository_Resolve()
    {
        Dictionary<string, MarkdownPage> pages = MarkdownPage.ReadAll().ToDictionary(page => page.Path);

        string[] broken = [
            .. from page in pages.Values
               from link in page.Links
               where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
               where !Resolves(pages, page, link)
               select $"{page.Path}: {link}"];

        pages.Values.SelectMany(page => page.Links).Should().NotBeEmpty();
        string.Join('\n', broken).Should().BeEmpty();
    }

    private static bool Resolves(Dictionary<string, MarkdownPage> pages, MarkdownPage page, string link)
    {
        string[] parts = link.Split('#', 2);
        string path = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(
            Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, Uri.UnescapeDataString(parts[0])));
        return Path.Exists(Path.Combine(Repository.Root, path))
            && (parts.Length == 1 || (pages.TryGetValue(path, out MarkdownPage? target) && target.Anchors.Contains(parts[1])));
    }
}
