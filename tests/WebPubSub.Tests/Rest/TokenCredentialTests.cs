// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core.Pipeline;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>
/// Tests for calls with an Entra ID credential, over real HTTPS. See
/// docs/protocols/rest-api.md#43-microsoft-entra-id, #53-token-from-the-service and #725-generateclienttoken.
/// </summary>
public sealed class TokenCredentialTests : IAsyncLifetime
{
    private readonly FixedCredential _credential = new();
    private StubServer _service = null!;
    private HttpClientHandler _handler = null!;
    private WebPubSubServiceClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await StubServer.StartAsync(https: true);
        _service.Default = StubServer.Status(200, """{"token":"h.p.s"}""");
        _handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == _service.Certificate!.Thumbprint,
        };
        _client = new WebPubSubServiceClient(
            _service.Address, "chat", _credential, new WebPubSubServiceClientOptions { Transport = new HttpClientTransport(_handler) });
    }

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Request_HasTheTokenOfTheDocumentedScope()
    {
        await _client.SendToAllAsync("m");

        (await _service.NextRequestAsync()).Header("Authorization").Should().Be("Bearer entra-token");
        _credential.Scopes.Should().Equal("https://webpubsub.azure.com/.default");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetClientAccessUri_SendsEachOptionToTheService(bool asynchronous)
    {
        ClientAccessOptions options = new()
        {
            UserId = "u",
            ExpiresAfter = TimeSpan.FromMinutes(7),
            Roles = { "webpubsub.sendToGroup", "webpubsub.joinLeaveGroup.room" },
            Groups = { "room" },
            Protocol = WebPubSubClientProtocol.Mqtt,
        };

        Uri uri = asynchronous ? await _client.GetClientAccessUriAsync(options) : _client.GetClientAccessUri(options);

        WireRequest request = await _service.NextRequestAsync();
        request.Method.Should().Be("POST");
        request.Target.Should().Be(
            "/api/hubs/chat/:generateToken?api-version=2024-12-01&userId=u&role=webpubsub.sendToGroup&role=webpubsub.joinLeaveGroup.room"
            + "&minutesToExpire=7&group=room&clientType=MQTT");
        uri.AbsoluteUri.Should().Be($"wss://127.0.0.1:{_service.Address.Port}/clients/mqtt/hubs/chat?access_token=h.p.s");
    }

    [Fact]
    public async Task ClientAccess_HasTheRawResponse()
    {
        (await _client.GetClientAccessAsync()).GetRawResponse()!.Status.Should().Be(200);
        _client.GetClientAccess().GetRawResponse()!.Status.Should().Be(200);
        new WebPubSubServiceClient(_service.Address, "chat", new Azure.AzureKeyCredential("k")).GetClientAccess().GetRawResponse().Should().BeNull();
    }

    [Fact]
    public async Task OlderVersion_SendsOnlySupportedOptions()
    {
        WebPubSubServiceClient client = Client(new(WebPubSubServiceClientOptions.ServiceVersion.V2021_10_01));

        client.Invoking(c => c.GetClientAccess(new ClientAccessOptions { Groups = { "g" } })).Should().Throw<NotSupportedException>();
        client.Invoking(c => c.GetClientAccess(new ClientAccessOptions { Protocol = WebPubSubClientProtocol.SocketIO })).Should().Throw<NotSupportedException>();
        await client.GetClientAccessAsync();

        (await _service.NextRequestAsync()).Target.Should().Be("/api/hubs/chat/:generateToken?api-version=2021-10-01&minutesToExpire=60");
    }

    [Fact]
    public async Task ClientTokens_AreNotLogged_EvenIfContentIsLogged()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new Azure.Core.Diagnostics.AzureEventSourceListener((_, text) => lines.Enqueue(text), System.Diagnostics.Tracing.EventLevel.Verbose);
        var options = new WebPubSubServiceClientOptions { Diagnostics = { IsLoggingContentEnabled = true } };
        WebPubSubServiceClient client = Client(options);
        _service.Default = StubServer.Status(200, """{"token":"SECRET.TOKEN.VALUE","value":[]}""");

        await client.GetClientAccessAsync();
        client.GetClientAccess();
        await client.ListConnectionsInGroupAsync("room").ToListAsync();

        options.Diagnostics.IsLoggingContentEnabled.Should().BeTrue("the client must not change the options of the application");
        lines.Count(line => line.Contains("SECRET.TOKEN.VALUE", StringComparison.Ordinal)).Should().Be(1, "only the listing is logged, and its content is not a token");
    }

    private WebPubSubServiceClient Client(WebPubSubServiceClientOptions options)
    {
        options.Transport = new HttpClientTransport(_handler);
        return new WebPubSubServiceClient(_service.Address, "chat", _credential, options);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(60, "1")]
    [InlineData(61, "2")]
    [InlineData(3600, "60")]
    public async Task GetClientAccessUri_RoundsMinutesUp(int seconds, string minutes)
    {
        await _client.GetClientAccessUriAsync(TimeSpan.FromSeconds(seconds));

        (await _service.NextRequestAsync()).Target.Should().Contain($"minutesToExpire={minutes}&");
    }

    [Fact]
    public void HttpEndpoint_Throws() =>
        FluentActions.Invoking(() => new WebPubSubServiceClient(new Uri("http://localhost:8080"), "chat", _credential))
            .Should().Throw<ArgumentException>().WithMessage("*https*");
}
