// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Architecture.Tests.Parity;

/// <summary>
/// The writer of <c>docs/protocols/parity.md</c>, which lists for each feature of the service the strongest evidence that the emulator behaves in the same way.
/// </summary>
internal static class ParityRecord
{
    public static string Write(string template, string features, IReadOnlyCollection<Coverage> coverage)
    {
        var tables = new StringBuilder();
        foreach (string line in features.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                tables.Append("\n## ").Append(line[2..]).Append("\n\n| Feature | Strongest evidence | Source | Tests |\n| --- | --- | --- | --- |\n");
            }
            else
            {
                tables.Append(WriteRow(line, [.. coverage.Where(one => one.Feature == line).OrderBy(Rank)]));
            }
        }

        return template
            .Replace("{counts}", WriteCounts(features, coverage), StringComparison.Ordinal)
            .Replace("{tables}", tables.ToString().Trim(), StringComparison.Ordinal);
    }

    public static string[] ReadFeatures(string features) =>
        [.. features.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))];

    private static string WriteRow(string feature, Coverage[] coverage)
    {
        if (coverage.Length == 0)
        {
            return $"| {feature} | **none** | | |\n";
        }

        string tests = string.Join("<br>", coverage.Select(one => $"`{one.Class}.{one.Method}`").Distinct());
        return $"| {feature} | {NameOf(coverage[0].Evidence)} | {coverage[0].Source} | {tests} |\n";
    }

    private static string WriteCounts(string features, IReadOnlyCollection<Coverage> coverage)
    {
        var strongest = ReadFeatures(features)
            .Select(feature => coverage.Where(one => one.Feature == feature).OrderBy(Rank).FirstOrDefault()?.Evidence ?? "")
            .CountBy(evidence => evidence)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        return "| Strongest evidence | Features |\n| --- | --- |\n" + string.Concat(
            Enum.GetNames<Evidence>().Select(evidence => $"| {NameOf(evidence)} | {strongest.GetValueOrDefault(evidence)} |\n")).TrimEnd();
    }

    private static int Rank(Coverage coverage) => (int)Enum.Parse<Evidence>(coverage.Evidence);

    private static string NameOf(string evidence) => Enum.Parse<Evidence>(evidence) switch
    {
        Evidence.Recorded => "recorded from the service",
        Evidence.OfficialClient => "official client",
        Evidence.EmulatorTest => "service team's emulator",
        Evidence.Specification => "specification",
        _ => "inferred",
    };
}
