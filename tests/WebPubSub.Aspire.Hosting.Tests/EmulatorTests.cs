// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.TestUtilities;

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>The emulator in the process of a running app host.</summary>
[Collection(RunningAppHost.Name)]
public sealed class EmulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emulator_IsHealthy_SendsEvents_AndLogs()
    {
        await using StubServer handler = await StubServer.StartAsync();
        handler.Default = StubServer.Status(200, headers: ("WebHook-Allowed-Origin", "*"));
        IDistributedApplicationBuilder builder = AppHostBuilder.Create();
        builder.Configuration["Parameters:code"] = "secret-code";
        IResourceBuilder<ParameterResource> secret = builder.AddParameter("code", secret: true);
        IResourceBuilder<AzureWebPubSubResource> web = builder.AddAzureWebPubSub("web").RunAsEmulator();
        IResourceBuilder<AzureWebPubSubHubResource> hub = web.AddHub("chat-hub", "chat").AddEventHandler($"{handler.Address.AbsoluteUri}events?code={secret}", systemEvents: ["connected"]);
        await using DistributedApplication app = builder.Build();

        await app.StartAsync(Token).WithLongTimeoutAsync("the app host");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Token).WithLongTimeoutAsync("the health of the emulator");
        string line = await WaitForLogAsync(app, web.Resource, "The emulator sends the user events '*' and the system events connected of hub 'chat'");
        line.Should().EndWith($"{handler.Address.AbsoluteUri}events.").And.NotContain("secret-code");

        string connectionString = (await app.GetConnectionStringAsync("chat-hub", Token))!;
        connectionString.Should().MatchRegex("^Endpoint=http://127.0.0.1:[0-9]+;AccessKey=[^;]+;Version=1.0;Hub=chat$");
        var service = new WebPubSubServiceClient(connectionString, hub.Resource.HubName);
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await service.GetClientAccessUriAsync(userId: "ann", cancellationToken: Token));
        using (socket)
        {
            WireRequest request = await handler.NextRequestAsync();
            while (request.Method != "POST")
            {
                request = await handler.NextRequestAsync();
            }

            request.Header("ce-eventName").Should().Be("connected");
        }

        ResourceEvent state = await app.ResourceNotifications.WaitForResourceAsync("web", resource => resource.Snapshot.Urls.Length > 0, Token);
        UrlSnapshot page = state.Snapshot.Urls.Single();
        page.DisplayProperties.DisplayName.Should().Be("Live page");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(page.Url), Token)).Should().Contain("live.js");

        await app.StopAsync(Token).WithTimeoutAsync("the stop of the app host");
        (await http.Awaiting(client => client.GetAsync(new Uri(page.Url), Token)).Should().ThrowAsync<HttpRequestException>()).Which.HttpRequestError.Should().Be(HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task UrlWithoutAValue_DoesNotDelayTheEventHandlersOfOtherHubs()
    {
        IDistributedApplicationBuilder builder = AppHostBuilder.Create();
        IResourceBuilder<ParameterResource> unknown = builder.AddParameter("unknown");
        IResourceBuilder<AzureWebPubSubResource> web = builder.AddAzureWebPubSub("web").RunAsEmulator();
        web.AddHub("first").AddEventHandler($"{unknown}/events");
        web.AddHub("second").AddEventHandler($"http://127.0.0.1:1/events");
        await using DistributedApplication app = builder.Build();

        await app.StartAsync(Token).WithLongTimeoutAsync("the app host");

        await WaitForLogAsync(app, web.Resource, "The emulator sends the user events '*' and the system events none of hub 'second' to http://127.0.0.1:1/events.");
        await WaitForLogAsync(app, web.Resource, "The event handler {unknown.value}/events of hub 'first' *");
    }

    [Fact]
    public async Task PortInUse_FailsTheResource_WithAMessage()
    {
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        int port = ((IPEndPoint)occupied.LocalEndpoint).Port;
        IDistributedApplicationBuilder builder = AppHostBuilder.Create();
        IResourceBuilder<AzureWebPubSubResource> web = builder.AddAzureWebPubSub("web").RunAsEmulator(emulator => emulator.Port = port);
        await using DistributedApplication app = builder.Build();

        await app.StartAsync(Token).WithLongTimeoutAsync("the app host");

        await app.ResourceNotifications.WaitForResourceAsync("web", KnownResourceStates.FailedToStart, Token).WithTimeoutAsync("the failure");
        await WaitForLogAsync(app, web.Resource, $"The Web PubSub emulator 'web' did not start: *{port}*Another program uses the port. Remove the port in RunAsEmulator to use a free one, or choose another.");
        await app.Awaiting(running => running.GetConnectionStringAsync("web", Token).AsTask()).Should().ThrowAsync<DistributedApplicationException>()
            .WithMessage("The Web PubSub emulator 'web' did not start: *");
    }

    [Fact]
    public async Task Stop_InTheMiddleOfTheStart_Ends()
    {
        IDistributedApplicationBuilder builder = AppHostBuilder.Create();
        using var isConfiguring = new SemaphoreSlim(0);
        using var mayContinue = new SemaphoreSlim(0);
        IResourceBuilder<AzureWebPubSubResource> web = builder.AddAzureWebPubSub("web").OnBeforeResourceStarted(async (_, _, cancellationToken) =>
        {
            isConfiguring.Release();
            await mayContinue.WaitAsync(cancellationToken); // never released
        }).RunAsEmulator();
        await using DistributedApplication app = builder.Build();
        Task start = app.StartAsync(Token);
        await isConfiguring.WaitAsync(Token).WithTimeoutAsync("the start of the emulator");

        await app.StopAsync(Token).WithTimeoutAsync("the stop of the app host");

        await app.Awaiting(stopped => web.Resource.ConnectionStringExpression.GetValueAsync(Token).AsTask()).Should().ThrowAsync<OperationCanceledException>()
            .WithMessage("The app host stopped before the emulator 'web' had started.");
        await Task.WhenAny(start).WithTimeoutAsync("the end of the start"); // Aspire cancels it
    }

    [Theory]
    [InlineData("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL")]
    [InlineData("DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL")]
    public async Task Activities_AreExportedToTheDashboard(string setting)
    {
        await using StubServer dashboard = await StubServer.StartAsync();
        IDistributedApplicationBuilder builder = AppHostBuilder.Create();
        builder.Configuration[setting] = dashboard.Address.AbsoluteUri;
        builder.Configuration["AppHost:OtlpApiKey"] = "the-key";
        builder.AddAzureWebPubSub("web").RunAsEmulator();
        await using (DistributedApplication app = builder.Build())
        {
            await app.StartAsync(Token).WithLongTimeoutAsync("the app host");
            await app.ResourceNotifications.WaitForResourceHealthyAsync("web", Token).WithLongTimeoutAsync("the health of the emulator");
            await new WebPubSubServiceClient((await app.GetConnectionStringAsync("web", Token))!, "chat").SendToAllAsync("m", cancellationToken: Token);
        }

        WireRequest export = await dashboard.NextRequestAsync();
        export.Target.Should().Be("/v1/traces");
        export.Header("x-otlp-api-key").Should().Be("the-key");
        System.Text.Encoding.UTF8.GetString(export.Body).Should().Contain("REST POST chat").And.NotContain("REST HEAD");
    }

    private static async Task<string> WaitForLogAsync(DistributedApplication app, IResource resource, string pattern)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TestTimeout.Limit);
        List<string> seen = [];
        try
        {
            await foreach (IReadOnlyList<LogLine> lines in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource).WithCancellation(timeout.Token))
            {
                seen.AddRange(lines.Select(line => line.Content));
                if (lines.FirstOrDefault(line => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression($"*{pattern}*", line.Content)) is { Content: not null } match)
                {
                    return match.Content;
                }
            }

            throw new InvalidOperationException($"The log ended, and no line matches '{pattern}'. The log:\n{string.Join('\n', seen)}");
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            throw new TimeoutException($"No line matches '{pattern}'. The log:\n{string.Join('\n', seen)}");
        }
    }
}
