// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>
/// One connection whose events the official Express handler and our handler answer in turn. Each handler reads the state that the other one wrote.
/// </summary>
public sealed class ExpressStateTests
{
    private const string ConnectionString = $"Endpoint=http://localhost:8080;AccessKey={TestToken.Key}";

    [Theory]
    [InlineData(ConnectionStateFormat.JavaScript)]
    [InlineData(ConnectionStateFormat.DotNet)]
    public async Task State_WrittenByOneHandler_IsReadByTheOther(ConnectionStateFormat format)
    {
        int port = FreePort.Find();
        await using RunningProcess express = Repository.StartScript(
            "express-state.mjs", new Dictionary<string, string?> { ["PORT"] = port.ToString(CultureInfo.InvariantCulture) });
        await express.WaitForAsync("listening");
        await using WebApplication app = Build(format);
        await app.StartAsync();
        using var theirs = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var ours = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        TestConnection atTheirs = new WebPubSubEventSender(theirs, ConnectionString, "chat", "/api/webpubsub/hubs/chat/").CreateConnection("ann", "c1");
        TestConnection atOurs = new WebPubSubEventSender(ours, ConnectionString, "chat", "/events").CreateConnection("ann", "c1");

        (await atTheirs.SendEventAsync("count", "")).Body.ToString().Should().Be("""1 undefined""");
        atOurs.RawConnectionState = atTheirs.RawConnectionState;
        (await atOurs.SendEventAsync("count", "")).Body.ToString().Should().Be("2 express");
        atTheirs.RawConnectionState = atOurs.RawConnectionState;
        string theirReply = (await atTheirs.SendEventAsync("count", "")).Body.ToString();
        atOurs.RawConnectionState = atTheirs.RawConnectionState;

        // In the .NET format, the JavaScript handler reads our values as strings and does not convert them.
        theirReply.Should().Be(format == ConnectionStateFormat.JavaScript ? "3 dotnet" : "1 ImRvdG5ldCI=");
        (await atOurs.SendEventAsync("count", "")).Body.ToString().Should().Be(format == ConnectionStateFormat.JavaScript ? "4 express" : "2 express");
    }

    private static WebApplication Build(ConnectionStateFormat format)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new Format(format));
        builder.Services.AddWebPubSub(ConnectionString).AddHub<CountingHub>("chat");
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<CountingHub>("/events");
        return app;
    }

    private sealed record Format(ConnectionStateFormat Value);

    private sealed class CountingHub(Format format) : WebPubSubHub
    {
        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            int count = request.ConnectionContext.GetState<int>("count") + 1;
            string? writer = request.ConnectionContext.GetState<string>("writer");
            var response = new UserEventResponse($"{count} {writer}") { ConnectionStateFormat = format.Value };
            response.SetState("count", count);
            response.SetState("writer", "dotnet");
            return new(response);
        }
    }
}
