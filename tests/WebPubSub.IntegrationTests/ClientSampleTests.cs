// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The samples of the WebSocket client as a new user runs them.</summary>
public sealed class ClientSampleTests
{
    [Fact]
    public async Task PubSub_WithoutAConnectionString_StartsAnEmulatorAndDeliversMessages()
    {
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__WebPubSub"] = null,
            ["PUBSUB_PORT"] = FreePort.Find().ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        await using RunningProcess subscriber = Repository.StartSample("PubSub", environment, "subscriber");
        await subscriber.WaitForAsync("^The emulator runs inside this program");
        await subscriber.WaitForAsync("^Listening");
        await using RunningProcess publisher = Repository.StartSample("PubSub", environment, "publisher");
        await publisher.WaitForAsync("^Type a line");

        await publisher.WriteLineAsync("Hello, subscriber");

        await publisher.WaitForAsync(@"^\[published\]$");
        await subscriber.WaitForAsync("^publisher: Hello, subscriber$");
    }

    [Fact]
    public async Task PubSub_WhenAnotherProgramUsesThePort_Exits()
    {
        await using StubServer other = await StubServer.StartAsync(); // listens on loopback, like the emulator
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__WebPubSub"] = null,
            ["PUBSUB_PORT"] = other.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };

        await using RunningProcess subscriber = Repository.StartSample("PubSub", environment, "subscriber");

        (await subscriber.WaitForExitAsync()).Should().Be(1);
        subscriber.Output.Should().Contain($"Port {other.Address.Port} is in use by another program. Choose another one with PUBSUB_PORT.");
    }

    [Fact]
    public async Task PubSub_WithAConnectionString_UsesThatResource_AndReportsAnUnreachableOne()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });
        var environment = new Dictionary<string, string?> { ["ConnectionStrings__WebPubSub"] = emulator.ConnectionString };
        await using RunningProcess publisher = Repository.StartSample("PubSub", environment, "publisher");
        await publisher.WaitForAsync("^Type a line");
        (await emulator.Inspector.WaitForUserAsync("pubsub", "publisher")).Roles.Should().Equal("webpubsub.sendToGroup.messages");
        await publisher.WriteAndCloseAsync("one\ntwo\n");
        (await publisher.WaitForExitAsync()).Should().Be(0);
        await emulator.DisposeAsync();

        await using RunningProcess lost = Repository.StartSample("PubSub", environment, "subscriber");

        (await lost.WaitForExitAsync()).Should().Be(1);
        lost.Output.Should().Contain("can't be reached: Connection refused").And.NotContain("   at ");
    }

    [Fact]
    public async Task LogStream_ShowsTypedLinesInTheBrowser()
    {
        int port = FreePort.Find();
        await using RunningProcess app = Repository.StartSample("LogStream", new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__WebPubSub"] = null,
        });
        await app.WaitForAsync("Open http");
        await using RunningProcess browser = Repository.StartScript(
            "log-stream-page.mjs", new Dictionary<string, string?> { ["CHROMIUM_PATH"] = Repository.FindChromium() }, $"http://127.0.0.1:{port}", Repository.Screenshots);
        await browser.WaitForAsync("^connected$");

        await app.WriteAndCloseAsync("Starting <b>engines</b>\nwarn: the second engine is late\n  and an indented line\n");

        (await browser.WaitForExitAsync()).Should().Be(0, "the page printed:\n{0}\nand the app printed:\n{1}", browser.Output, app.Output);
        await app.WaitForAsync("Published 3 lines; the input has ended.");
    }
}
