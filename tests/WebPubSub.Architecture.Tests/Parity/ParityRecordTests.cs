// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Text.RegularExpressions;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Architecture.Tests.Parity;

/// <summary>
/// Tests for <c>docs/protocols/parity.md</c>, which must match the <c>[Covers]</c> attributes of the tests. Set <c>UPDATE_PARITY=1</c> to write the file again.
/// </summary>
public sealed class ParityRecordTests
{
    private static readonly string Root =
        typeof(ParityRecordTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly string Folder = Path.Combine(Root, "tests", "WebPubSub.Architecture.Tests", "Parity");
    private static readonly string Features = File.ReadAllText(Path.Combine(Folder, "features.txt"));
    private static readonly Coverage[] Coverage = CoverageReader.Read(Root);

    [Fact]
    public void Record_MatchesTheCoversAttributes()
    {
        string path = Path.Combine(Root, "docs", "protocols", "parity.md");
        string record = ParityRecord.Write(File.ReadAllText(Path.Combine(Folder, "template.md")), Features, Coverage);
        if (Environment.GetEnvironmentVariable("UPDATE_PARITY") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, record);
        }

        File.ReadAllText(path).Should().Be(record, "the file is generated; to update it, run UPDATE_PARITY=1 artifacts/bin/WebPubSub.Architecture.Tests/release/WebPubSub.Architecture.Tests");
    }

    [Fact]
    public void CoveredFeatures_AreTheListedFeatures() =>
        Coverage.Select(one => one.Feature).Distinct().Should().BeEquivalentTo(ParityRecord.ReadFeatures(Features));

    [Fact]
    public void EachProtobufMessage_IsAFeature()
    {
        string schema = File.ReadAllText(Path.Combine(Root, "sdk", "WebPubSub.Protobuf", "webpubsub.client.proto"));
        string[] messages = [.. Regex.Matches(schema, @"(?<=\n)    \w+ (\w+_message) = \d+;").Select(match => match.Groups[1].Value).Except(["connected_message", "disconnected_message"])];

        messages.Should().HaveCountGreaterThan(20);
        foreach (string message in messages)
        {
            Features.Should().Contain($"`{message}`");
        }
    }

    [Fact]
    public void EachSpecification_RunsOnTheEmulatorAndOnAResource()
    {
        string[] suites = [.. Directory.GetFiles(Path.Combine(Root, "tests", "WebPubSub.Specification"), "*Specification.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "Specification")];

        suites.Should().HaveCountGreaterThan(10);
        foreach (string suite in suites)
        {
            ReadAll("tests/WebPubSub.Emulator.Tests/Specification").Should().Contain($": {suite}<EmulatorService>;");
            ReadAll("tests/WebPubSub.Specification/Resource").Should().Contain($": {suite}<ResourceService>;");
        }
    }

    [Fact]
    public void EachCoversAttribute_IsOnATest_AndNamesItsSource()
    {
        Coverage.Should().NotBeEmpty();
        foreach (Coverage one in Coverage)
        {
            one.IsTest.Should().BeTrue($"{one.Class}.{one.Method} must be a fact or a theory");
            (one.Source.Length > 0).Should().Be(one.Evidence != nameof(Evidence.Inferred), $"{one.Class}.{one.Method} covers {one.Feature}");
        }
    }

    [Fact]
    public void RecordedEvidence_IsARecording_OfRecordedAnswerSpecification() =>
        Coverage.Where(one => one.Evidence == nameof(Evidence.Recorded)).Should().NotBeEmpty()
            .And.OnlyContain(one => one.Source.EndsWith(".json") && one.Class == "RecordedAnswerSpecification");

    private static string ReadAll(string folder) => string.Concat(Directory.GetFiles(Path.Combine(Root, folder), "*.cs").Select(File.ReadAllText));
}
