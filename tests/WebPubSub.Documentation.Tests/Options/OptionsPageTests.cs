// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Documentation.Tests;

/// <summary><c>docs/options.md</c> says what the XML documentation says.</summary>
public sealed class OptionsPageTests
{
    private const string Page = "docs/options.md";

    [Fact]
    public void Page_IsGeneratedFromTheXmlDocumentation()
    {
        string expected = OptionsPage.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_OPTIONS") is not null)
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), expected);
        }

        Repository.Read(Page).Should().Be(expected, "the page is generated: run this test with UPDATE_OPTIONS=1");
    }

    [Fact]
    public void EachOption_StatesItsDefault() => string.Join('\n', OptionsPage.FindWithoutDefault()).Should().BeEmpty();
}
