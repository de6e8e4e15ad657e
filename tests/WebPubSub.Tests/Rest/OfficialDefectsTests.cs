// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>
/// Tests for defects of the official SDKs that this SDK must not have. The numbers are those of docs/protocols/rest-api.md#14-defects-of-the-official-sdks.
/// </summary>
public sealed class OfficialDefectsTests : IAsyncLifetime
{
    private const string Key = "7aab239577fd4f24bc919802fb629f5f7aab239577fd4f24bc919802fb629f5f";
    private static readonly DelegatedCredential Identity = new();
    private StubServer _service = null!;
    private StubServer _secure = null!;
    private HttpClientHandler _handler = null!;
    private WebPubSubServiceClient _client = null!;
    private WebPubSubServiceClient _identity = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await StubServer.StartAsync();
        _secure = await StubServer.StartAsync(https: true);
        _secure.Default = StubServer.Status(200, """{"token":"t"}""", "text/plain");
        _handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == _secure.Certificate!.Thumbprint,
        };
        _client = new WebPubSubServiceClient(_service.Address, "chat", new AzureKeyCredential(Key), new() { Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        _identity = new WebPubSubServiceClient(_secure.Address, "chat", Identity, new() { Transport = new HttpClientTransport(_handler) });
    }

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _service.DisposeAsync();
        await _secure.DisposeAsync();
    }

    [Theory]
    [InlineData(7 * 60, 7)]
    [InlineData(3600, 60)]
    [InlineData(3599, 60)]
    [InlineData(1, 1)]
    public async Task Defects_01_03_04_12_MinutesAreRoundedUp(int seconds, int minutes)
    {
        await _identity.GetClientAccessUriAsync(TimeSpan.FromSeconds(seconds));
        (await _secure.NextRequestAsync()).Target.Should().Contain($"minutesToExpire={minutes}&");
    }

    [Fact]
    public async Task Defect_02_TheSynchronousCallSendsTheGroups()
    {
        _identity.GetClientAccessUri(groups: ["room"]);
        (await _secure.NextRequestAsync()).Target.Should().Contain("&group=room&");
    }

    [Fact]
    public void Defects_05_27_AnEndpointWithAPathKeepsItsSlash()
    {
        Uri uri = new WebPubSubServiceClient(new Uri("https://a.b/path"), "chat", new AzureKeyCredential(Key)).GetClientAccessUri();
        uri.AbsolutePath.Should().Be("/path/client/hubs/chat");
        Claims(uri).GetProperty("aud").GetString().Should().Be("https://a.b/path/client/hubs/chat");
    }

    [Fact]
    public void Defects_06_14_AConnectionStringIsParsedOrRejected()
    {
        new WebPubSubServiceClient("Endpoint=localhost:8080;AccessKey=k", "chat").Endpoint.AbsoluteUri.Should().Be("https://localhost:8080/");
        new WebPubSubServiceClient(" Endpoint = a.b ; AccessKey = k ", "chat").Endpoint.AbsoluteUri.Should().Be("https://a.b/");
        foreach (string wrong in (string[])["Endpoint=ftp://a.b;AccessKey=k", "Endpoint=a.b;AccessKey=k;AccessKey=l", "Endpoint=a.b;AccessKey=k;Port=x"])
        {
            FluentActions.Invoking(() => new WebPubSubServiceClient(wrong, "chat")).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void Defects_07_12_AnExpiredLifetimeThrows()
    {
        _client.Invoking(c => c.GetClientAccessUri(TimeSpan.FromMinutes(-1))).Should().Throw<ArgumentOutOfRangeException>();
        _client.Invoking(c => c.GetClientAccess(new ClientAccessOptions { ExpiresAfter = TimeSpan.Zero })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Defects_08_09_MissingFeaturesExist()
    {
        await _client.SendToConnectionAsync("c", "m", new SendToConnectionOptions { MessageTimeToLive = TimeSpan.FromSeconds(5), Metadata = { ["a"] = "b" } });
        WireRequest send = await _service.NextRequestAsync();
        send.Target.Should().EndWith("&messageTtlSeconds=5");
        send.Header("X-WebPubSub-Metadata-a").Should().Be("b");
        (await _client.GetServiceStatusAsync()).Status.Should().Be(200);
        _client.GetClientAccess().BaseUri.Query.Should().BeEmpty();
    }

    [Fact]
    public async Task Defect_10_AStringIsPlainTextByDefault()
    {
        await _client.SendToAllAsync("x");
        (await _service.NextRequestAsync()).Text.Should().Be("x");
        await _client.SendToAllAsync("x", new ContentType("application/octet-stream"));
        (await _service.NextRequestAsync()).Header("Content-Type").Should().Be("application/octet-stream");
    }

    [Fact]
    public async Task Defect_11_NamesAreValidatedBeforeAnyRequest()
    {
        FluentActions.Invoking(() => new WebPubSubServiceClient(_service.Address, "a/b", new AzureKeyCredential(Key))).Should().Throw<ArgumentException>();
        await _client.Awaiting(c => c.SendToGroupAsync("  ", "m")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(c => c.SendToUserAsync("", "m")).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public void Defect_13_EmptyListsAddNoClaims() => Claims(_client.GetClientAccessUri(roles: [], groups: []))
        .EnumerateObject().Select(claim => claim.Name).Should().NotContain(["role", "webpubsub.group"]);

    [Fact]
    public async Task Defect_15_TheWholeAddressOfAProxyIsUsed()
    {
        var client = new WebPubSubServiceClient(
            new Uri("https://demo.webpubsub.azure.com"), "chat", new AzureKeyCredential(Key), new() { ReverseProxyEndpoint = new Uri(_service.Address, "/base/path") });
        await client.SendToAllAsync("m");
        (await _service.NextRequestAsync()).Target.Should().StartWith("/base/path/api/hubs/chat/:send");
    }

    [Fact]
    public void Defect_16_EachProtocolHasItsPath()
    {
        _client.GetClientAccessUri(clientProtocol: WebPubSubClientProtocol.Mqtt).AbsolutePath.Should().Be("/clients/mqtt/hubs/chat");
        _client.GetClientAccessUri(clientProtocol: WebPubSubClientProtocol.SocketIO).AbsolutePath.Should().Be("/clients/socketio/hubs/chat");
    }

    [Fact]
    public async Task Defects_17_21_EachAttemptIsSignedForFiveMinutes()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var client = new WebPubSubServiceClient(
            _service.Address, "chat", new AzureKeyCredential(Key), new() { TimeProvider = time, Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        _service.Answers.Enqueue(http =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await client.SendToAllAsync("m");
        string first = (await _service.NextRequestAsync()).Header("Authorization")!;
        string second = (await _service.NextRequestAsync()).Header("Authorization")!;
        second.Should().NotBe(first);
        JsonElement claims = Claims(second.Split(' ')[1]);
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).Should().Be(300);
    }

    [Fact]
    public async Task Defects_18_20_FailuresHaveStatusAndCode()
    {
        _service.Default = StubServer.Status(404, headers: ("x-ms-error-code", "Error.Connection.NotExisted"));
        (await _client.Awaiting(c => c.AddConnectionToGroupAsync("g", "c")).Should().ThrowAsync<RequestFailedException>())
            .Which.ErrorCode.Should().Be("Error.Connection.NotExisted");
        _service.Default = StubServer.Status(403, headers: ("x-ms-error-code", "Forbidden"));
        RequestFailedException error = (await _client.Awaiting(c => c.UserExistsAsync("u")).Should().ThrowAsync<RequestFailedException>()).Which;
        error.Status.Should().Be(403);
        error.Message.Should().Contain("Forbidden");
    }

    [Fact]
    public async Task Defects_19_24_PagesAreLoadedOneByOne_FromTheServiceOnly()
    {
        _service.Default = StubServer.Status(200, """{"value":[{"connectionId":"a"}],"nextLink":"https://evil.example.test/"}""");
        await using IAsyncEnumerator<Page<WebPubSubGroupMember>> pages =
            _client.ListConnectionsInGroupAsync("g").AsPages(pageSizeHint: 7).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).Should().BeTrue();
        (await _service.NextRequestAsync()).Target.Should().Contain("maxpagesize=7");
        await FluentActions.Awaiting(() => pages.MoveNextAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public void Defect_22_TheHubIsEscapedInTheSameWayInAddressAndAudience()
    {
        Uri uri = new WebPubSubServiceClient(new Uri("https://a.b"), "ch`t", new AzureKeyCredential(Key)).GetClientAccessUri();
        uri.AbsoluteUri.Should().StartWith("wss://a.b/client/hubs/ch%60t?");
        Claims(uri).GetProperty("aud").GetString().Should().Be("https://a.b/client/hubs/ch%60t");
    }

    [Fact]
    public async Task Defect_23_RetriesOfSendsCanBeDisabled()
    {
        _service.Answers.Enqueue(StubServer.Status(500));
        var client = new WebPubSubServiceClient(_service.Address, "chat", new AzureKeyCredential(Key), new() { RetrySends = false });
        await client.Awaiting(c => c.SendToGroupAsync("g", "m")).Should().ThrowAsync<RequestFailedException>();
        _service.TakeRequests().Should().ContainSingle();
    }

    [Fact]
    public async Task Defect_25_NamesThatAPathCannotContainAreSentInBodyOrQuery()
    {
        await _client.AddConnectionsToGroupsAsync(["a/b"], ClientConnectionFilter.Create($"userId eq {"c/d"}"));
        (await _service.NextRequestAsync()).Text.Should().Contain("\"a/b\"").And.Contain("c/d");
        await _client.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c", "a/b");
        (await _service.NextRequestAsync()).Target.Should().EndWith("targetName=a%2Fb");
    }

    [Fact]
    public async Task Defect_26_SocketIOHasTheClientTypeOfTheService()
    {
        await _identity.GetClientAccessUriAsync(clientProtocol: WebPubSubClientProtocol.SocketIO);
        (await _secure.NextRequestAsync()).Target.Should().EndWith("clientType=socketio");
    }

    [Fact]
    public async Task Defect_29_TheAudienceIsTheWholeAddress()
    {
        await _client.SendToAllAsync("m", new SendToAllOptions { Filter = "a" });
        WireRequest request = await _service.NextRequestAsync();
        Claims(request.Header("Authorization")!["Bearer ".Length..]).GetProperty("aud").GetString()
            .Should().Be(_service.Address.AbsoluteUri.TrimEnd('/') + request.Target).And.EndWith("&filter=a");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Defect_30_AnySuccessStatusIsASuccess_AndErrorsMayBeNested(int status)
    {
        _service.Answers.Enqueue(StubServer.Status(status));
        (await _client.SendToAllAsync("m")).Status.Should().Be(status);
        _service.Answers.Enqueue(StubServer.Status(400, """{"error":{"code":"Nested","message":"no"}}"""));
        (await _client.Awaiting(c => c.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>()).Which.ErrorCode.Should().Be("Nested");
    }

    [Fact]
    public void Defect_32_NumbersHaveTheFormatOfTheService() =>
        ClientConnectionFilter.Create($"length(userId) gt {+5} and length(userId) lt {-5}").Should().Be("length(userId) gt 5 and length(userId) lt -5");

    [Fact]
    public async Task Defect_28_OptionsAreOptionalWithATokenCredential() => (await _identity.GetClientAccessAsync()).Token.Should().Be("t");

    [Fact]
    public async Task Defect_31_APermissionNeedsItsGroup() =>
        await _client.Awaiting(c => c.RevokePermissionAsync(WebPubSubPermission.SendToGroup, "c")).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public void EveryNumber_HasATest()
    {
        IEnumerable<int> here = GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.Name.StartsWith("Defect", StringComparison.Ordinal))
            .SelectMany(method => method.Name.Split('_').Skip(1))
            .Where(part => int.TryParse(part, out _))
            .Select(int.Parse);

        here.Distinct().Order().Should().Equal(Enumerable.Range(1, 32));
    }

    private static JsonElement Claims(Uri uri) => Claims(uri.Query["?access_token=".Length..]);

    private static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])));

    private sealed class DelegatedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("entra-token", TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
