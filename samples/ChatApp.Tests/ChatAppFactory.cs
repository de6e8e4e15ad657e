// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using WebPubSub.Client;
using WebPubSub.Emulator;

namespace ChatApp.Tests;

/// <summary>
/// The application in memory, together with an emulator. Clients connect to the emulator over sockets. The emulator calls the application without a network.
/// </summary>
public sealed class ChatAppFactory : WebApplicationFactory<Program>, IAsyncLifetime
{
    public WebPubSubEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions
    {
        Port = 0,
        EventRetryDelays = [], // the emulator does not send a failed event again
        Hubs =
        {
            ["chat"] = new WebPubSubEmulatorHubOptions
            {
                EventHandlers =
                {
                    new WebPubSubEmulatorEventHandlerOptions
                    {
                        UrlTemplate = "/eventhandler",
                        EventPattern = "*",
                        SystemEvents = { "connect", "connected", "disconnected" },
                        HttpMessageHandlerFactory = () => Server.CreateHandler(),
                    },
                },
            },
        },
    });

    /// <summary>Connects a client as the page does, with the URL from the application.</summary>
    public async Task<TestClient> JoinAsync(string name)
    {
        using HttpClient http = CreateClient();
        (await http.PostAsJsonAsync("/sign-in", new { name })).EnsureSuccessStatusCode(); // the client keeps the cookie
        return await TestClient.ConnectAsync(await new WebPubSubNegotiateCredential(http, new Uri("/negotiate", UriKind.Relative)).GetClientAccessUriAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync(); // disposed first, because it sends its last events to the application
        await base.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("ConnectionStrings:WebPubSub", Emulator.ConnectionString);
}
