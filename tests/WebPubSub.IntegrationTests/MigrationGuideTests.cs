// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;

namespace WebPubSub.IntegrationTests;

/// <summary>The migration guides. Their snippets match the code that WebPubSub.Migration.Tests compiles, and their relative links resolve.</summary>
public sealed partial class MigrationGuideTests
{
    private const string Guide = "docs/migration/from-official-packages.md";

    [Fact]
    public void Snippets_AreCompiled() => ReadmeSnippets.ShouldBeCompiled(Guide, "../WebPubSub.Migration.Tests/Guide.cs");

    [Fact]
    public void Links_InsideTheRepository_Exist()
    {
        string folder = Path.Combine(Repository.Root, "docs", "migration");
        string[] links = [.. Directory.GetFiles(folder, "*.md").SelectMany(file => RelativeLink().Matches(File.ReadAllText(file))).Select(match => match.Groups["path"].Value)];

        links.Should().NotBeEmpty().And.OnlyContain(link => Path.Exists(Path.Combine(folder, link)));
    }

    [GeneratedRegex(@"\]\((?<path>\.[^)#]*)")]
    private static partial Regex RelativeLink();
}
