// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Requests of a real browser for pages of other origins, and for a host name that was rebound to this machine.</summary>
public sealed class ForeignOriginTests
{
    [Fact]
    public async Task Emulator_WithThePublicKey_AcceptsPagesOfThisMachineAlone()
    {
        await using StubServer pages = await StubServer.StartAsync();
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        var rebound = new UriBuilder(emulator.Endpoint) { Host = "evil.example.test" };
        await using RunningProcess browser = Repository.StartScript(
            "foreign-page.mjs",
            new Dictionary<string, string?> { ["CHROMIUM_PATH"] = Repository.FindChromium() },
            pages.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            emulator.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            TestToken.ClientUri(emulator.Endpoint).AbsoluteUri,
            TestToken.ClientUri(rebound.Uri).AbsoluteUri,
            TestToken.Create($"{rebound.Uri}api/hubs/chat/:send"));

        (await browser.WaitForExitAsync()).Should().Be(0, browser.Output);

        browser.Output.Should().Contain("local connected").And.Contain("foreign refused").And.Contain("null refused").And.Contain("rebound refused").And.Contain("rebound send 403");
        emulator.Inspector.ConnectionEvents.Where(e => e.Kind == EmulatorConnectionEventKind.Rejected).Should().HaveCount(3).And.OnlyContain(e => e.Status == 403);
    }
}
