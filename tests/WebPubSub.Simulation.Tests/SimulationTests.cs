// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace WebPubSub.Simulation.Tests;

/// <summary>Tests that run the simulation in the same way as <c>eng/simulate.sh</c>.</summary>
public sealed partial class SimulationTests(ITestOutputHelper output)
{
    private static readonly string Root =
        typeof(SimulationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly string Program =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "WebPubSub.Simulation", new DirectoryInfo(AppContext.BaseDirectory).Name, "WebPubSub.Simulation"));

    [Fact]
    public async Task ShortRound_HasNoViolation() => (await RunAsync(Program, "--runs", "200"))[^1].Should().Be("200 seeds, 0 violations");

    [Fact, Trait("Category", "Long")]
    public async Task Seeds_HaveNoViolation()
    {
        string[] lines = await RunAsync(Program, "--runs", "5000");

        lines[^1].Should().Be("5000 seeds, 0 violations");
        foreach (string fault in (string[])[
            "black hole", "cut", "delay", "duplicate accept", "expired token", "half-open connection", "lost answers, then a cut", "outage", "rejected recovery",
            "service restart", "slow reader"])
        {
            Faults(lines[^2]).Should().ContainKey(fault).WhoseValue.Should().BeGreaterThan(1000);
        }
    }

    [Fact, Trait("Category", "Long")]
    public async Task Simulation_FindsEachKnownDefect_AndPassesWithoutIt()
    {
        string[] lines = await RunAsync("bash", Path.Combine(Root, "eng", "simulate.sh"), "--defects");

        foreach (int defect in (int[])[1, 2, 3, 4])
        {
            lines.Should().ContainSingle(line => line.StartsWith($"defect {defect}: found by seed ", StringComparison.Ordinal));
        }

        lines.Where(line => line.StartsWith("seed ", StringComparison.Ordinal)).Should().HaveCount(5).And.OnlyContain(line => line.EndsWith("failed 0 of 1 times", StringComparison.Ordinal));
    }

    private static Dictionary<string, int> Faults(string line) => FaultPattern().Matches(line["faults injected: ".Length..])
        .ToDictionary(match => match.Groups["name"].Value, match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));

    private async Task<string[]> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex(@"(?<count>\d+) (?<name>.+?)(, (?=\d)|$)")]
    private static partial Regex FaultPattern();
}
