// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;

namespace WebPubSub.Architecture.Tests;

/// <summary>Tests for the references between the folders of a package. They must not form a cycle.</summary>
public sealed class FolderCycleTests(ITestOutputHelper output)
{
    private static readonly string Root =
        typeof(FolderCycleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Packages => [.. ((string[])["sdk", "extensions"])
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Select(project => Path.GetRelativePath(Root, Path.GetDirectoryName(project)!))
        .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Packages))]
    public void Folders_OfAPackage_HaveNoCyclicReferences(string package)
    {
        FolderGraph graph = FolderGraph.Read(Path.Combine(Root, package));
        output.WriteLine(graph.ToString());

        graph.FindCycles().Should().BeEmpty($"{package} has these references:\n{graph}\n");
    }

    [Fact]
    public void Graph_IncludesReferencesInSignaturesAndBodies()
    {
        FolderGraph.Read(Path.Combine(Root, "sdk", "WebPubSub.Client")).ToString().Split('\n')
            .Should().Contain(line => line.StartsWith("WebPubSubClient -> ", StringComparison.Ordinal) && line.Contains("Dispatching/") && line.Contains("Lifecycle/"))
            .And.Contain(line => line.StartsWith("Connection/ -> ", StringComparison.Ordinal) && line.Contains("Sending/"));
    }
}
