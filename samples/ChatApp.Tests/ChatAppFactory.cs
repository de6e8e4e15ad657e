// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using WebPubSub.Emulator;

namespace ChatApp.Tests;

/// <summary>The whole application in memory, and an emulator beside it: clients reach the emulator over sockets, and it reaches the application without any.</summary>
public sealed class ChatAppFactory : WebApplicationFactory<Program>, IAsyncLifetime
{
    public WebPubSubEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions
    {
        Port = 0,
        EventRetryDelays = [], // a handler that fails, fails at once
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

    /// <summary>Joins as the page does: the application hands out the address.</summary>
    public async Task<TestClient> JoinAsync(string name)
    {
        using HttpClient http = CreateClient();
        JsonElement answer = await http.GetFromJsonAsync<JsonElement>($"/negotiate?name={Uri.EscapeDataString(name)}");
        return await TestClient.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!));
    }

    public override async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync(); // its last events still find the application
        await base.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("ConnectionStrings:WebPubSub", Emulator.ConnectionString);
}
