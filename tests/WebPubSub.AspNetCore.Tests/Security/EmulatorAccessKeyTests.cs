// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Builder;

namespace WebPubSub.AspNetCore.Tests.Security;

/// <summary>
/// Tests for events that are signed with the public access key of the emulator. Outside Development, this signature does not verify an event. See
/// docs/decisions/001-public-access-key.md.
/// </summary>
public sealed class EmulatorAccessKeyTests
{
    private const string OwnKey = "the-key-of-a-resource-that-is-not-public";

    [Theory]
    [InlineData("Production", "http://localhost:8080", "localhost", false, true)]
    [InlineData("Production", "http://localhost:8080", "127.0.0.1", false, true)]
    [InlineData("Production", "http://emulator:8080", "emulator", false, false)]
    [InlineData("Staging", "http://emulator:8080", "emulator", false, false)]
    [InlineData("Production", "https://chat.webpubsub.azure.com", "chat.webpubsub.azure.com", false, false)]
    [InlineData("Production", "http://emulator:8080", "emulator", true, true)]
    [InlineData("Development", "http://emulator:8080", "emulator", false, true)]
    public async Task Event_IsRejected_UnlessItIsLocalOrAllowed(string environment, string endpoint, string origin, bool isAllowed, bool isAccepted)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            options => options.ServiceEndpoint = new WebPubSubServiceEndpoint($"Endpoint={endpoint};AccessKey={HandlerApp.Key};"), environment: environment, allowsEmulatorKey: isAllowed);

        using HttpResponseMessage response = await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", origin));

        response.StatusCode.Should().Be(isAccepted ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized);
        if (!isAccepted)
        {
            app.Logs.All.Should().Contain("The event is signed with the default access key of the emulator, which is public. Use the access key of the resource");
        }
    }

    [Fact]
    public async Task EventFromAnotherMachine_IsRejected_EvenWithALocalOrigin()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            map: application =>
            {
                application.Use((http, next) =>
                {
                    http.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
                    return next(http);
                });
                application.MapWebPubSubHub<RecordingHub>("/eventhandler");
            },
            allowsEmulatorKey: false);

        (await app.Http.SendAsync(EventMessage.Connect())).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Production", HandlerApp.Key, true)]
    [InlineData("Development", HandlerApp.Key, false)]
    [InlineData("Production", OwnKey, false)]
    public async Task Start_LogsCritical_OutsideDevelopment(string environment, string key, bool isLogged)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            options => options.ServiceEndpoint = new WebPubSubServiceEndpoint($"Endpoint=http://localhost:8080;AccessKey={key};"), environment: environment);

        app.Logs.Lines.Any(line => line.StartsWith("Critical ") && line.Contains("is the default access key of the emulator")).Should().Be(isLogged);
        app.Logs.All.Should().NotContain(key);
    }

    [Theory]
    [InlineData("http://localhost:8080", "localhost", HttpStatusCode.NoContent)]
    [InlineData("http://emulator:8080", "emulator", HttpStatusCode.Unauthorized)]
    public async Task AdditionalKey_FollowsTheSameRules(string endpoint, string origin, HttpStatusCode status)
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            options =>
            {
                options.ServiceEndpoint = new WebPubSubServiceEndpoint($"Endpoint={endpoint};AccessKey={OwnKey};");
                options.AdditionalAccessKeys.Add(HandlerApp.Key);
            },
            allowsEmulatorKey: false);

        (await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", origin))).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task OwnKey_IsNotAffected()
    {
        await using HandlerApp app = await HandlerApp.StartAsync(
            options => options.ServiceEndpoint = new WebPubSubServiceEndpoint($"Endpoint=https://chat.webpubsub.azure.com;AccessKey={OwnKey};"), allowsEmulatorKey: false);

        (await app.Http.SendAsync(EventMessage.Connect().With("WebHook-Request-Origin", "chat.webpubsub.azure.com").With("ce-signature", EventSignature.Create("conn-1", OwnKey))))
            .StatusCode.Should().Be(HttpStatusCode.NoContent);
    }
}
