// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>
/// An event handler that has no key of the service and accepts the tokens of the service's identity. The test needs no external network.
/// See docs/protocols/event-handler.md#8-entra-id-tokens.
/// </summary>
public sealed class IdentityEventTests
{
    private const string Audience = "api://echo";
    private const string AnotherKey = "0123456789012345678901234567890123456789ABCD";

    [Theory]
    [InlineData(WebPubSubEmulator.IdentityClientId, "hi #1")]
    [InlineData("00000000-0000-0000-0000-000000000001", null)]
    public async Task TokenOfTheEmulator_IsAccepted_IfItsIdentityIsAllowed(string caller, string? reply)
    {
        await using WebApplication app = Build(caller);
        await app.StartAsync();
        var emulator = app.Services.GetRequiredService<WebPubSubEmulator>();
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, hub: "echo"));
        using (socket)
        {
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");

            string first = await socket.ReceiveTextAsync();
            first.Should().Contain(reply ?? "\"success\":false");
        }
    }

    private static WebApplication Build(string caller)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<HubLog>();
        builder.Services.AddWebPubSubEmulator(options =>
        {
            options.Port = 0;
            options.AddEventHandler("echo", "/events");
            options.Hubs["echo"].EventHandlers[0].SystemEvents.Clear();
            options.Hubs["echo"].EventHandlers[0].ManagedIdentityResource = Audience;
        });
        builder.Services.AddOptions<WebPubSubOptions>().Configure<WebPubSubEmulator>((options, emulator) =>
            options.ServiceEndpoint = new WebPubSubServiceEndpoint($"Endpoint={emulator.Endpoint};AccessKey={AnotherKey};"));
        builder.Services.AddOptions<WebPubSubEventTokenOptions>().Configure<WebPubSubEmulator>((tokens, emulator) =>
            tokens.Authority = emulator.IdentityAuthority.AbsoluteUri);
        builder.Services.AddWebPubSub().AddHub<EchoHub>("echo").AddEventTokens(tokens =>
        {
            tokens.Audiences.Add(Audience);
            tokens.AllowedCallers.Add(caller);
        });
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/events");
        return app;
    }
}
