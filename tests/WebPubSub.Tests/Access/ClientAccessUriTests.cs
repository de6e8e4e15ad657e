// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using Azure;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WebPubSub.Tests.Access;

public sealed class ClientAccessUriTests
{
    private const string Key = "7aab239577fd4f24bc919802fb629f5f7aab239577fd4f24bc919802fb629f5f";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public void GetClientAccessUri_WritesTheDocumentedClaims()
    {
        Uri uri = CreateClient().GetClientAccessUri(
            TimeSpan.FromMinutes(5), "u", ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup.room"], ["room"]);

        uri.GetLeftPart(UriPartial.Path).Should().Be("wss://demo.webpubsub.azure.com/client/hubs/chat");
        JsonElement payload = Payload(uri);
        JsonElement documented = JsonSerializer.Deserialize<JsonElement>(
            """
            { "aud": "https://demo.webpubsub.azure.com/client/hubs/chat", "sub": "u",
              "role": ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup.room"], "webpubsub.group": ["room"],
              "nbf": 1800000000, "iat": 1800000000, "exp": 1800000300 }
            """);
        JsonElement.DeepEquals(payload, documented).Should().BeTrue(payload.GetRawText());
    }

    [Fact]
    public async Task GetClientAccessUri_IsSignedWithTheTextOfTheKey()
    {
        Uri uri = CreateClient().GetClientAccessUri();

        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(Token(uri), new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)),
            ValidAlgorithms = ["HS256"],
            ValidateIssuer = false,
            ValidateLifetime = false,
            ValidAudience = "https://demo.webpubsub.azure.com/client/hubs/chat",
        });
        result.IsValid.Should().BeTrue(result.Exception?.Message);
    }

    [Fact]
    public void GetClientAccessUri_WithoutAUser_OmitsEmptyClaims()
    {
        JsonElement payload = Payload(CreateClient().GetClientAccessUri(roles: [], groups: []));

        payload.EnumerateObject().Select(claim => claim.Name).Should().BeEquivalentTo("aud", "nbf", "iat", "exp");
        payload.GetProperty("exp").GetInt64().Should().Be(Now.AddHours(1).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task GetClientAccessUriAsync_ReturnsTheSameUriAsTheSynchronousMethod()
    {
        WebPubSubServiceClient client = CreateClient();

        Uri asynchronous = await client.GetClientAccessUriAsync(Now.AddMinutes(7), "u", ["r"], ["g"], WebPubSubClientProtocol.Mqtt);

        asynchronous.Should().Be(client.GetClientAccessUri(Now.AddMinutes(7), "u", ["r"], ["g"], WebPubSubClientProtocol.Mqtt));
        Payload(asynchronous).GetProperty("exp").GetInt64().Should().Be(Now.AddMinutes(7).ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("https://a.b", WebPubSubClientProtocol.Default, "wss://a.b/client/hubs/chat")]
    [InlineData("https://a.b", WebPubSubClientProtocol.Mqtt, "wss://a.b/clients/mqtt/hubs/chat")]
    [InlineData("https://a.b", WebPubSubClientProtocol.SocketIO, "wss://a.b/clients/socketio/hubs/chat")]
    [InlineData("http://localhost:8080", WebPubSubClientProtocol.Default, "ws://localhost:8080/client/hubs/chat")]
    [InlineData("https://a.b/path", WebPubSubClientProtocol.Default, "wss://a.b/path/client/hubs/chat")]
    [InlineData("https://a.b/path/", WebPubSubClientProtocol.Default, "wss://a.b/path/client/hubs/chat")]
    public void GetClientAccessUri_HasTheAddressOfTheProtocol(string endpoint, WebPubSubClientProtocol protocol, string address)
    {
        var client = new WebPubSubServiceClient(new Uri(endpoint), "chat", new AzureKeyCredential(Key));

        Uri uri = client.GetClientAccessUri(clientProtocol: protocol);

        uri.GetLeftPart(UriPartial.Path).Should().Be(address);
        Payload(uri).GetProperty("aud").GetString().Should().Be("http" + address[2..]);
    }

    [Fact]
    public void GetClientAccessUri_EscapesTheHub()
    {
        var client = new WebPubSubServiceClient(new Uri("https://a.b"), "ch[a]t", new AzureKeyCredential(Key));

        client.GetClientAccessUri().AbsoluteUri.Should().StartWith("wss://a.b/client/hubs/ch%5Ba%5Dt?access_token=");
    }

    [Fact]
    public void GetClientAccessUri_AfterARotation_UsesTheNewKey()
    {
        var credential = new AzureKeyCredential("old");
        var client = new WebPubSubServiceClient(
            new Uri("https://a.b"), "chat", credential, new WebPubSubServiceClientOptions { TimeProvider = _time });
        Uri before = client.GetClientAccessUri();

        credential.Update("new");

        client.GetClientAccessUri().Should().NotBe(before);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-3600)]
    public void GetClientAccessUri_WithANegativeLifetime_Throws(int seconds) =>
        CreateClient().Invoking(client => client.GetClientAccessUri(TimeSpan.FromSeconds(seconds))).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void GetClientAccessUri_OfZeroLifetimeInOptions_Throws() =>
        CreateClient().Invoking(client => client.GetClientAccessUri(new ClientAccessOptions { ExpiresAfter = TimeSpan.Zero }))
            .Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public async Task GetClientAccess_ReturnsEachPart_AndToStringHidesTheToken()
    {
        ClientAccess access = await CreateClient().GetClientAccessAsync(new ClientAccessOptions { UserId = "u", ExpiresAfter = TimeSpan.FromMinutes(5) });

        access.BaseUri.AbsoluteUri.Should().Be("wss://demo.webpubsub.azure.com/client/hubs/chat");
        access.Uri.AbsoluteUri.Should().Be($"{access.BaseUri}?access_token={access.Token}");
        access.ExpiresOn.Should().Be(Now.AddMinutes(5));
        Payload(access.Uri).GetProperty("exp").GetInt64().Should().Be(access.ExpiresOn.ToUnixTimeSeconds());
        access.ToString().Should().NotContain(access.Token);
        CreateClient().GetClientAccess().ExpiresOn.Should().Be(Now.AddHours(1));
    }

    [Fact]
    public void GetClientAccessUri_WithATooLongLifetime_Throws() =>
        CreateClient().Invoking(client => client.GetClientAccessUri(TimeSpan.MaxValue)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("*ExpiresAfter must be at most*");

    [Fact]
    public void GetClientAccessUri_WithAGroupThatAPathCannotContain_Succeeds() =>
        Payload(CreateClient().GetClientAccessUri(groups: [".."])).GetProperty("webpubsub.group")[0].GetString().Should().Be("..");

    [Fact]
    public void GetClientAccessUri_WithAnExpiryInThePast_Throws() =>
        CreateClient().Invoking(client => client.GetClientAccessUri(Now.AddSeconds(-1))).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void GetClientAccessUri_WithAnInvalidGroup_Throws() =>
        CreateClient().Invoking(client => client.GetClientAccessUri(groups: ["  "])).Should().Throw<ArgumentException>();

    private WebPubSubServiceClient CreateClient() => new(
        $"Endpoint=https://demo.webpubsub.azure.com;AccessKey={Key};Version=1.0;",
        "chat",
        new WebPubSubServiceClientOptions { TimeProvider = _time });

    private static string Token(Uri uri) => uri.Query["?access_token=".Length..];

    private static JsonElement Payload(Uri uri) =>
        JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.Decode(Token(uri).Split('.')[1]));
}
