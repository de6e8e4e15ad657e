// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Runs the snippets in the READMEs of the event handler and the testing kit, and checks that they match the code that is compiled here.</summary>
public sealed class HandlerExamplesTests
{
    private const string ConnectionString = $"Endpoint=http://localhost:8080;AccessKey={TestToken.Key}";

    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("extensions/WebPubSub.AspNetCore/README.md", "HandlerExamples.cs");

    [Fact]
    public void TestingReadme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("extensions/WebPubSub.Testing/README.md", "TestingExamples.cs");

    [Theory]
    [InlineData("/api/webpubsub/hubs/GreetingHub", false)]
    [InlineData("/customPath1", true)]
    public async Task Connect_SetsTheUser_OrRejectsTheClient(string path, bool custom)
    {
        await using WebApplication app = Build(builder => builder.AddHub<HandlerExamples.GreetingHub>());
        (custom ? HandlerExamples.MapCustomPath : (Action<WebApplication>)HandlerExamples.MapDefault)(app);
        WebPubSubEventSender sender = await StartAsync(app, "GreetingHub", path);
        TestConnection connection = sender.CreateConnection();

        (await sender.ValidateAsync()).Should().BeTrue();
        (await connection.ConnectAsync()).StatusCode.Should().Be(HttpStatusCode.OK);
        connection.UserId.Should().Be("user1");
        (await sender.CreateConnection().ConnectAsync(query: new Dictionary<string, string[]> { ["banned"] = [""] })).StatusCode
            .Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task State_IsKeptWithTheConnection()
    {
        await using WebApplication app = Build(builder => builder.AddHub<HandlerExamples.CountingHub>("chat"));
        app.MapWebPubSubHub<HandlerExamples.CountingHub>("/events/{event}");
        WebPubSubEventSender sender = await StartAsync(app, "chat", "/events/{event}");
        TestConnection connection = sender.CreateConnection();

        await connection.ConnectAsync();
        await connection.SendEventAsync("message", "a");
        await connection.SendEventAsync("message", "b");

        connection.RawConnectionState.Should().Be(Convert.ToBase64String("""{"calledTime":"Mw=="}"""u8));
    }

    [Fact]
    public async Task TypedEvent_CallsTheMethod_AndRejectsAnInvalidPayload()
    {
        await using StubServer service = await StubServer.StartAsync();
        await using WebApplication app = Build(builder => builder.AddHub<HandlerExamples.RoomHub>("chat"), $"Endpoint={service.Address};AccessKey={TestToken.Key}");
        app.MapWebPubSubHub<HandlerExamples.RoomHub>("/events");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        TestConnection ann = new WebPubSubEventSender(http, $"Endpoint={service.Address};AccessKey={TestToken.Key}", "chat", "/events").CreateConnection("ann");

        TestEventResult receipt = await ann.SendEventAsync("sendMessage", BinaryData.FromString("""{"room":"r","text":"hi"}"""), WebPubSubDataType.Json);
        TestEventResult refusal = await ann.SendEventAsync("sendMessage", BinaryData.FromString("[]"), WebPubSubDataType.Json);

        receipt.Body.ToString().Should().Be("""{"length":2}""");
        WireRequest sent = await service.NextRequestAsync();
        sent.Target.Should().Contain("/groups/r/:send");
        sent.Text.Should().Be("ann: hi");
        refusal.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Filter_RejectsAnEvent()
    {
        await using WebApplication app = Build(builder =>
        {
            HandlerExamples.AddFilter(builder.AddHub<HandlerExamples.CountingHub>("chat"));
            HandlerExamples.AllowEndpoints(builder.Services);
        });
        app.MapWebPubSubHub<HandlerExamples.CountingHub>("/events");
        WebPubSubEventSender sender = await StartAsync(app, "chat", "/events");

        (await sender.CreateConnection().SendEventAsync("secret", "x")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await sender.CreateConnection().SendEventAsync("other", "x")).StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public void Tokens_NeedTheirSettings()
    {
        var services = new ServiceCollection();
        HandlerExamples.VerifyTokens(services, new Uri("https://demo.webpubsub.azure.com"));
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<WebPubSubEventTokenOptions>>().Get("").Audiences.Should().ContainSingle();
    }

    [Fact]
    public async Task TestingKit_RaisesEveryEvent()
    {
        await using WebApplication app = Build(builder => builder.AddHub<TestedHub>("chat"));
        app.MapWebPubSubHub<TestedHub>("/eventhandler");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        await TestingExamples.TryEveryEventAsync(http, ConnectionString);
    }

    private static WebApplication Build(Action<IWebPubSubBuilder> build, string connectionString = ConnectionString)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        build(builder.Services.AddWebPubSub(connectionString));
        return builder.Build();
    }

    private static async Task<WebPubSubEventSender> StartAsync(WebApplication app, string hub, string path)
    {
        await app.StartAsync();
        return new WebPubSubEventSender(new HttpClient { BaseAddress = new Uri(app.Urls.Single()) }, ConnectionString, hub, path);
    }

    private sealed class TestedHub : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
            new(request.CreateResponse("user1", null, null, null));

        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            UserEventResponse response = request.CreateResponse($"{request.Data} to you");
            response.SetState("greeted", true);
            return new(response);
        }
    }
}
