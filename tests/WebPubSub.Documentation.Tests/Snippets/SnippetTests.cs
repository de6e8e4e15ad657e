// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;

namespace WebPubSub.Documentation.Tests;

/// <summary>Each C# block of <c>docs/</c> and of the package READMEs compiles as it is printed, without a warning. Other tests compile the named blocks.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Pages =>
        [.. MarkdownPage.ReadAll().Where(page => BlocksOf(page).Any()).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void CSharpBlocks_OfThePage_Compile(string path)
    {
        CodeBlock[] blocks = [.. BlocksOf(MarkdownPage.Read(path))];
        List<string> problems = [];

        for (int i = 0; i < blocks.Length; i++)
        {
            Compilation compilation = SnippetCompiler.Compile($"snippet{i}", blocks[i], blocks[..i]);
            problems.AddRange(SnippetCompiler.FindProblems(compilation, blocks[i]));
        }

        string.Join('\n', problems).Should().BeEmpty();
    }

    private static IEnumerable<CodeBlock> BlocksOf(MarkdownPage page) => page.CodeBlocks.Where(block => block.Language == "csharp" && !block.IsNamed);
}
