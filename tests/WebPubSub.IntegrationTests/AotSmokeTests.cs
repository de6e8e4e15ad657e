// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The libraries in a native AOT program, which eng/test.sh publishes before the tests.</summary>
public sealed class AotSmokeTests
{
    [Fact]
    public async Task NativeProgram_SendsReceivesAndLists_WithATypedHub()
    {
        string program = Path.Combine(Repository.Root, "artifacts", "publish", "aot-smoke", "WebPubSub.AotSmoke");
        File.Exists(program).Should().BeTrue("eng/test.sh publishes {0}", program);
        await using RunningProcess smoke = RunningProcess.Start(program, []);

        (await smoke.WaitForExitAsync()).Should().Be(0, smoke.Output);

        smoke.Output.Should().Contain("native: sent, received, typed, connected, listed");
    }
}
