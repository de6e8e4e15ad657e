// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace WebPubSub.Documentation.Tests;

/// <summary>A Markdown file of this repository: the anchors, links and code blocks of it.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();

    private MarkdownPage(string path, MarkdownDocument document, string text)
    {
        Path = path;
        Anchors = [
            .. document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id!),
            .. ExplicitAnchor().Matches(text).Select(match => match.Groups["id"].Value)];
        Links = [.. document.Descendants<LinkInline>().Select(link => link.Url!)];
        CodeBlocks = [.. document.Descendants<FencedCodeBlock>().Select(block => ReadBlock(block))];
    }

    public string Path { get; }

    public IReadOnlyCollection<string> Anchors { get; }

    public IReadOnlyCollection<string> Links { get; }

    public IReadOnlyList<CodeBlock> CodeBlocks { get; }

    public static MarkdownPage Read(string path)
    {
        string text = Repository.Read(path);
        return new MarkdownPage(path, Markdown.Parse(text, Pipeline), text);
    }

    // template.md is a part of docs/protocols/parity.md, and its links are relative to that page.
    public static IEnumerable<MarkdownPage> ReadAll() => Repository.FindFiles(".md").Where(path => System.IO.Path.GetFileName(path) != "template.md").Select(Read);

    private static CodeBlock ReadBlock(FencedCodeBlock block)
    {
        ContainerBlock parent = block.Parent!;
        int index = parent.IndexOf(block);
        bool isNamed = index > 0 && parent[index - 1] is HtmlBlock html && html.Lines.ToString().StartsWith("<!-- ", StringComparison.Ordinal);
        return new CodeBlock(block.Info ?? "", block.Lines.ToString(), block.Line + 1, isNamed);
    }

    [GeneratedRegex("<a id=\"(?<id>[^\"]+)\">")]
    private static partial Regex ExplicitAnchor();
}
