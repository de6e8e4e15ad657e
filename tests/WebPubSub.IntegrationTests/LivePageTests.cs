// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The live page in a browser: with the chat sample, with an unreachable event handler, and under load.</summary>
public sealed class LivePageTests
{
    private const int MessagesPerTick = 60; // each message adds two entries, a REST call and a message: more than 2,000 entries per second
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Page_ShowsTraffic_AndReasonsOfFailures()
    {
        int port = FreePort.Find();
        await using RunningProcess app = Repository.StartSample("ChatApp", new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__WebPubSub"] = null,
        });
        await app.WaitForAsync("Open http");
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler("broken", $"http://127.0.0.1:{FreePort.Find()}/eventhandler");
        options.Hubs["broken"].EventHandlers[0].SystemEvents.Clear();
        await using WebPubSubEmulator broken = await WebPubSubEmulator.StartAsync(options);

        await using RunningProcess browser = Repository.StartScript(
            "live-page.mjs",
            new Dictionary<string, string?> { ["CHROMIUM_PATH"] = Repository.FindChromium() },
            $"http://127.0.0.1:{port}",
            Repository.Screenshots,
            broken.Endpoint.AbsoluteUri);
        await browser.WaitForAsync("^load$", TestTimeout.Limit * 6); // about forty steps, each with its own limit
        await LoadAsync(broken, browser);
        long entries = (await broken.Inspector.WaitForRestCallAsync(call => call.Body?.ToString() == "the last")).Number;
        await browser.WriteLineAsync(entries.ToString(CultureInfo.InvariantCulture));

        long counted = long.Parse((await browser.WaitForAsync(@"^counted (\d+) of")).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        counted.Should().BeInRange(entries, broken.Inspector.Entries[^1].Number, "the page counts each entry exactly once");
        (await browser.WaitForExitAsync()).Should().Be(0, "the page printed:\n{0}\nand the app printed:\n{1}", browser.Output, app.Output);
    }

    // Sends load until the browser script has measured the page.
    private static async Task LoadAsync(WebPubSubEmulator emulator, RunningProcess browser)
    {
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "broken");
        Task<System.Text.RegularExpressions.Match> looked = browser.WaitForAsync("longest frame", TestTimeout.Limit * 4); // eight steps, each with its own limit
        await browser.WriteLineAsync("go");
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        while (!looked.IsCompleted)
        {
            await Task.WhenAll(Enumerable.Range(0, MessagesPerTick).Select(_ => service.SendToAllAsync("load")));
            await timer.WaitForNextTickAsync();
        }

        await looked;
        await service.SendToAllAsync("the last");
    }
}
