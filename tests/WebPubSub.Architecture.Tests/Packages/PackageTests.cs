// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebPubSub.Architecture.Tests;

/// <summary>Each package has what a package page shows and what a debugger needs. eng/test.sh packs them before the tests.</summary>
[Trait("Category", "Long")]
public sealed partial class PackageTests : IDisposable
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly PackageFile[] _packages = PackageFile.OpenAll();

    public void Dispose() => Array.ForEach(_packages, package => package.Dispose());

    [Fact]
    public void Packages_AreAllThere()
    {
        _packages.Select(package => package.Id).Should().Contain([
            "WebPubSub",
            "WebPubSub.Aspire",
            "WebPubSub.Aspire.Hosting",
            "WebPubSub.AspNetCore",
            "WebPubSub.Client",
            "WebPubSub.Client.Hosting",
            "WebPubSub.Emulator",
            "WebPubSub.Emulator.Tool",
            "WebPubSub.Extensions.DependencyInjection",
            "WebPubSub.Presence",
            "WebPubSub.Presence.Redis",
            "WebPubSub.Protobuf",
            "WebPubSub.Templates",
            "WebPubSub.Testing",
        ]);
    }

    [Fact]
    public void Metadata_IsComplete()
    {
        foreach (PackageFile package in _packages)
        {
            package.Read("license").Should().Be("MIT", package.Id);
            package.Read("icon").Should().Be("icon.png", package.Id);
            package.Files.Should().Contain("icon.png", package.Id).And.Contain("README.md", package.Id);
            package.Read("projectUrl").Should().StartWith("https://github.com/", package.Id);
            package.Read("description").Should().NotBeEmpty(package.Id);
            package.Read("tags").Split(' ').Should().Contain("webpubsub", package.Id).And.HaveCountGreaterThan(5, package.Id);
            package.Read("releaseNotes").Should().StartWith("## ", package.Id);
            XElement repository = package.Metadata.Elements().Single(element => element.Name.LocalName == "repository");
            repository.Attribute("url")!.Value.Should().StartWith("https://github.com/", package.Id);
            (repository.Attribute("commit")?.Value.Length ?? 0).Should().Be(PackageFile.IsFromClone ? 40 : 0, package.Id);
        }
    }

    [Fact]
    public void Links_OfTheReadme_AreAbsolute()
    {
        foreach (PackageFile package in _packages)
        {
            RelativeLink().Matches(package.ReadText("README.md")).Select(match => match.Value).Should().BeEmpty(package.Id);
        }
    }

    [Fact]
    public void Symbols_AreThere_WithSourceLink()
    {
        foreach (PackageFile package in _packages.Where(package => package.Path.Contains("/test/", StringComparison.Ordinal) && package.HasAssembly))
        {
            using PackageFile symbols = PackageFile.Open(System.IO.Path.ChangeExtension(package.Path, ".snupkg"));
            string[] files = [.. symbols.Files.Where(file => file.EndsWith(".pdb", StringComparison.Ordinal))];

            files.Should().ContainSingle(package.Id);
            ReadSourceLink(symbols.ReadBytes(files[0])).Contains("https://raw.githubusercontent.com/", StringComparison.Ordinal).Should().Be(PackageFile.IsFromClone, package.Id);
        }
    }

    [Fact]
    public void Core_ContainsTheSourceGenerator() =>
        _packages.Single(package => package.Id == "WebPubSub").Files.Should().Contain("analyzers/dotnet/cs/WebPubSub.SourceGenerator.dll");

    [Fact]
    public void Templates_ReferToPackagesOfTheirOwnVersion()
    {
        PackageFile templates = _packages.Single(package => package.Id == "WebPubSub.Templates");
        XElement[] references = [
            .. templates.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
                .SelectMany(file => XDocument.Parse(templates.ReadText(file)).Descendants("PackageReference"))];

        references.Should().NotBeEmpty().And.OnlyContain(reference => reference.Attribute("Version") != null);
        references.Where(reference => reference.Attribute("Include")!.Value.StartsWith("WebPubSub", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(reference => reference.Attribute("Version")!.Value == templates.Read("version"));
    }

    private static string ReadSourceLink(byte[] pdb)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        MetadataReader reader = provider.GetMetadataReader();
        return string.Concat(reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLink)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value))));
    }

    [GeneratedRegex(@"\]\((?![a-z]+:|#)[^)]*\)")]
    private static partial Regex RelativeLink();
}
