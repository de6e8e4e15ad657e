// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;

namespace WebPubSub.IntegrationTests;

/// <summary>Compares the snippets of a README with the snippets in a file that is compiled here. In both files, comments name the snippets.</summary>
internal static partial class ReadmeSnippets
{
    public static void ShouldBeCompiled(string readme, string source)
    {
        string compiledFile = File.ReadAllText(Path.Combine(Repository.Root, "tests", "WebPubSub.IntegrationTests", source));
        string readmeFile = File.ReadAllText(Path.Combine(Repository.Root, readme));
        Dictionary<string, string> compiled =
            SourceSnippet().Matches(compiledFile).ToDictionary(m => m.Groups["name"].Value, m => Unindent(m.Groups["code"].Value));
        Dictionary<string, string> shown = ReadmeSnippet().Matches(readmeFile).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["code"].Value);

        shown.Should().NotBeEmpty().And.Equal(compiled);
    }

    private static string Unindent(string code)
    {
        string[] lines = code.Split('\n');
        int indentation = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length >= indentation ? line[indentation..] : ""));
    }

    [GeneratedRegex(@"// <(?<name>[a-z-]+)>\n(?<code>.*?)\n\s*// </\k<name>>", RegexOptions.Singleline)]
    private static partial Regex SourceSnippet();

    [GeneratedRegex(@"<!-- (?<name>[a-z-]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex ReadmeSnippet();
}
