// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Contoso.Programs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Migration.Tests.Programs;

/// <summary>
/// Runs the programs of this folder on the emulator. The programs are written for the official packages; only the using directives are replaced.
/// </summary>
public sealed class ProgramTests : IAsyncLifetime
{
    private WebPubSubEmulator _emulator = null!;
    private Uri? _app; // known when the program has started

    public async ValueTask InitializeAsync()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0 };
        options.AddEventHandler(nameof(PlainChat.PlainChatHub), "http://app.test/eventhandler");
        options.Hubs[nameof(PlainChat.PlainChatHub)].EventHandlers[0].HttpMessageHandlerFactory = () => new ToApp(() => _app!);
        _emulator = await WebPubSubEmulator.StartAsync(options);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task PlainChat_Runs()
    {
        await using WebApplication app = PlainChat.Create(_emulator.ConnectionString, "--urls", "http://127.0.0.1:0", "--environment", "Production");
        await app.StartAsync();
        _app = new Uri(app.Urls.Single());
        using var http = new HttpClient { BaseAddress = _app };
        string url = await http.GetStringAsync(new Uri("/negotiate?id=ann", UriKind.Relative));
        (await http.GetAsync(new Uri("/negotiate", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        using TestSocket ann = await TestSocket.ConnectAsync(new Uri(url));
        (await ann.ReceiveTextAsync()).Should().Be("[SYSTEM] ann joined.");
        await ann.SendTextAsync("hello");
        string[] answers = [await ann.ReceiveTextAsync(), await ann.ReceiveTextAsync()];

        answers.Should().BeEquivalentTo("[ann] hello", "[SYSTEM] ack.");
        app.Services.GetRequiredService<PlainChat.PlainChatLog>().Lines.Should().Equal("ann joined");
    }

    [Fact]
    public async Task ChatWithStorage_Starts()
    {
        await using WebApplication app = ChatWithStorage.Create(_emulator.ConnectionString);
        app.Urls.Add("http://127.0.0.1:0");

        await app.StartAsync();

        app.Services.GetService<WebPubSubServiceClient<ChatWithStorage.StorageHub>>()!.Hub.Should().Be(nameof(ChatWithStorage.StorageHub));
    }

    [Fact]
    public async Task PublisherAndSubscriber_Run() =>
        (await PublisherAndSubscriber.SubscribeAsync(
            _emulator.ConnectionString, "sample", () => PublisherAndSubscriber.PublishAsync(_emulator.ConnectionString, "sample", "hello"), TestContext.Current.CancellationToken))
        .Should().Be("hello");

    [Fact]
    public async Task ReliableClient_Runs()
    {
        var service = new WebPubSubServiceClient(_emulator.ConnectionString, "sample");
        await using var client = new ReliableClient(await service.GetClientAccessUriAsync(userId: "ann", roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"]));

        await client.RunAsync();
        await service.SendToAllAsync("from the server");

        string[] received = await Task.Run(() => Enumerable.Range(0, 3).Select(_ => client.Received.Take()).ToArray()).WithTimeoutAsync("three messages");
        received.Should().Equal("connected ann", "lobby: hello", "server: from the server");
    }

    [Fact]
    public async Task LogStream_Runs() => await LogStream.RunAsync(_emulator.ConnectionString, new StringReader("one\ntwo"));

    [Fact]
    public async Task Negotiate_CreatesEachClient()
    {
        var endpoint = new Uri("https://demo.webpubsub.azure.com");
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["connectionString"] = _emulator.ConnectionString, ["hub"] = "chat" }).Build();
        await using ServiceProvider services = new ServiceCollection().AddClients(_emulator.ConnectionString, endpoint, configuration).BuildServiceProvider();
        IAzureClientFactory<WebPubSubServiceClient> factory = services.GetRequiredService<IAzureClientFactory<WebPubSubServiceClient>>();

        Negotiate.CreateWithIdentities(endpoint).Should().HaveCount(4).And.OnlyContain(client => client.Hub == "chat");
        factory.CreateClient("identity").Endpoint.Should().Be(endpoint);
        factory.CreateClient("configured").Hub.Should().Be("chat");
        (await Negotiate.NegotiateAsync(factory.CreateClient("key"), "ann")).Should().StartWith("ws://").And.Contain("/client/hubs/chat?access_token=");
    }

    private sealed class ToApp(Func<Uri> app) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(app(), request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
