// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The WebSocket client as WebAssembly in a browser, which offers no threads, no raw sockets and no HTTP status codes.</summary>
public sealed class BrowserSmokeTests
{
    [Fact]
    public async Task Client_ConnectsSendsReceivesAndRecovers()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });
        var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");
        Uri url = service.GetClientAccessUri(userId: "wasm", roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"]);
        await using WebApplication site = await ServeAsync();
        await using RunningProcess browser = Repository.StartScript(
            "browser-smoke.mjs",
            new Dictionary<string, string?> { ["CHROMIUM_PATH"] = Repository.FindChromium() },
            $"{site.Urls.Single()}/index.html?url={Uri.EscapeDataString(url.AbsoluteUri)}");
        await browser.WaitForAsync("^got from the browser$");
        EmulatorConnection connection = await emulator.Inspector.WaitForUserAsync("chat", "wasm");

        emulator.Faults.DropTransport(connection.ConnectionId);
        await browser.WaitForAsync("^Recovering$");
        await service.SendToGroupAsync("room", "while it was away");
        await service.SendToGroupAsync("room", "enough");

        await browser.WaitForAsync("^got while it was away$");
        await browser.WaitForAsync("^got enough$");
        await browser.WaitForAsync("^done$");
        (await browser.WaitForExitAsync()).Should().Be(0, browser.Output);
        await emulator.Inspector.WaitForNoConnectionAsync(other => other.UserId == "wasm");
    }

    private static async Task<WebApplication> ServeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        foreach (string folder in (string[])[
            Path.Combine(Repository.Root, "tests", "WebPubSub.BrowserSmoke", "wwwroot"),
            Path.Combine(Repository.Root, "artifacts", "bin", "WebPubSub.BrowserSmoke", Repository.BuiltAs, "wwwroot")])
        {
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true });
        }

        await app.StartAsync();
        return app;
    }
}
