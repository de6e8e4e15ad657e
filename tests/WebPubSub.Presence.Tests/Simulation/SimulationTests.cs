// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Simulation;

/// <summary>A short run of <c>eng/simulate.sh presence</c>.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly string Program = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "WebPubSub.Presence.Simulation", new DirectoryInfo(AppContext.BaseDirectory).Name, "WebPubSub.Presence.Simulation"));

    [Fact]
    public async Task ShortSeed_HasNoViolation()
    {
        await using RunningProcess simulation = RunningProcess.Start(Program, ["--seed", "1", "--seconds", "8", "--clients", "40"]);
        int exitCode = await simulation.WaitForExitAsync(isLong: true);
        output.WriteLine(simulation.Output);
        exitCode.Should().Be(0, simulation.Output);
        simulation.Output.Should().Contain("1 seeds, 0 failed");
    }
}
