// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>
/// REST calls with the token of an identity instead of an access key.
/// See docs/protocols/rest-api.md#43-microsoft-entra-id, #53-token-from-the-service and #725-generateclienttoken.
/// </summary>
public sealed class TokenOperationTests : EmulatorTest
{
    private const string Generate = "/api/hubs/Chat/:generateToken";

    [Covers("`GenerateClientToken`", Evidence.Specification, "https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/generate-client-token")]
    [Fact]
    public async Task GeneratedToken_ConnectsTheClient()
    {
        using HttpResponseMessage response = await CallAsync(
            "POST", Generate + "?userId=ann&role=webpubsub.sendToGroup&role=webpubsub.joinLeaveGroup.room&minutesToExpire=7&group=room&clientType=DEFAULT");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        string text = await TokenOfAsync(response);
        var token = new JsonWebToken(text);
        token.Audiences.Should().Equal($"{Emulator.Endpoint}client/hubs/chat");
        token.Issuer.Should().Be("https://webpubsub.azure.com");
        (token.ValidTo - token.ValidFrom).Should().Be(TimeSpan.FromMinutes(7));
        using TestSocket socket = await TestSocket.ConnectAsync(
            new Uri($"ws://{Emulator.Endpoint.Authority}/client/hubs/chat?access_token={text}"), "json.webpubsub.azure.v1");
        (await socket.ReceiveJsonAsync()).GetProperty("userId").GetString().Should().Be("ann");
        await socket.SendTextAsync("""{"type":"sendToGroup","group":"room","data":1}""");
        (await socket.ReceiveTextAsync()).Should().Contain("\"group\":\"room\"");
    }

    [Fact]
    public async Task GeneratedToken_WithoutParameters_ExpiresAfterAnHour_AndHasNoUser()
    {
        var token = new JsonWebToken(await TokenOfAsync(await CallAsync("POST", Generate + "?userId=")));

        (token.ValidTo - token.ValidFrom).Should().Be(TimeSpan.FromHours(1));
        token.Claims.Select(claim => claim.Type).Should().NotContain(["sub", "role", "webpubsub.group"]);
    }

    [Theory]
    [InlineData("?minutesToExpire=0", 400, "minutesToExpire")]
    [InlineData("?minutesToExpire=-1", 400, "minutesToExpire")]
    [InlineData("?minutesToExpire=0.5", 400, "minutesToExpire")]
    [InlineData("?minutesToExpire=2147483648", 400, "minutesToExpire")]
    [InlineData("?minutesToExpire=1&minutesToExpire=2", 400, "minutesToExpire")]
    [InlineData("?clientType=other", 400, "clientType")]
    [InlineData("?group=%20", 400, "group")]
    public async Task InvalidParameter_IsRejected_WithItsName(string query, int status, string target)
    {
        using HttpResponseMessage response = await CallAsync("POST", Generate + query);

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Contain($"\"target\":\"{target}\"");
    }

    [Theory]
    [InlineData("?minutesToExpire=2147483647")]
    [InlineData("?clientType=socketio")]
    [InlineData("?clientType=mqtt")]
    public async Task UnusualParameter_IsAccepted(string query) =>
        (await CallAsync("POST", Generate + query)).StatusCode.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task GenerateToken_WithTheAccessKey_IsUnauthorized() =>
        (await SendAsync("POST", Generate, (HttpContent?)null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Identity_MayCallOtherOperations()
    {
        using TestSocket socket = await ConnectJsonAsync();

        (await CallAsync("POST", "/api/hubs/chat/:send", new StringContent("m"))).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await socket.ReceiveTextAsync()).Should().Contain("\"m\"");
    }

    [Fact]
    public async Task ForeignTokens_AreUnauthorized()
    {
        string[] tokens =
        [
            Emulator.CreateIdentityToken("https://management.azure.com"),
            await OfAnotherEmulatorAsync(),
            Emulator.CreateIdentityToken()[..^4] + "AAAA",
            "eyJhbGciOiJub25lIn0.e30.",
            "x",
        ];
        foreach (string token in tokens)
        {
            (await CallAsync("POST", Generate, content: null, token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await CallAsync("POST", "/api/hubs/chat/:send", new StringContent("m"), token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task IdentityToken_CannotConnectAClient() =>
        (await TestSocket.ConnectRejectedAsync(
            new Uri($"ws://{Emulator.Endpoint.Authority}/client/hubs/chat?access_token={Emulator.CreateIdentityToken()}"))).Should().Be(401);

    [Fact]
    public async Task Issuer_PublishesItsKeys()
    {
        using var http = new HttpClient();
        JsonElement configuration = JsonSerializer.Deserialize<JsonElement>(
            await http.GetStringAsync(new Uri(Emulator.IdentityAuthority + "/.well-known/openid-configuration")));
        string keys = await http.GetStringAsync(configuration.GetProperty("jwks_uri").GetString());

        var set = new Microsoft.IdentityModel.Tokens.JsonWebKeySet(keys);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(Emulator.CreateIdentityToken("me"), new()
        {
            IssuerSigningKeys = set.GetSigningKeys(),
            ValidIssuer = configuration.GetProperty("issuer").GetString(),
            ValidAudience = "me",
        });
        result.IsValid.Should().BeTrue();
        keys.Should().NotContain("\"d\"", "the emulator does not publish the private key");
    }

    [Theory]
    [InlineData("/identity/oauth2/v2.0/token")]
    [InlineData("/identity/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token")]
    public async Task TokenEndpoint_IssuesATokenThatTheRestApiAccepts(string path)
    {
        using HttpResponseMessage response = await RequestTokenAsync(path, "client_credentials", WebPubSubEmulatorOptions.DefaultAccessKey, "https://webpubsub.azure.com/.default");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        body.GetProperty("token_type").GetString().Should().Be("Bearer");
        body.GetProperty("expires_in").GetInt32().Should().Be(3600);
        (await CallAsync("POST", Generate, token: body.GetProperty("access_token").GetString())).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("password", WebPubSubEmulatorOptions.DefaultAccessKey, "https://webpubsub.azure.com/.default", 400, "unsupported_grant_type")]
    [InlineData("client_credentials", "wrong", "https://webpubsub.azure.com/.default", 401, "invalid_client")]
    [InlineData("client_credentials", "", "https://webpubsub.azure.com/.default", 401, "invalid_client")]
    [InlineData("client_credentials", WebPubSubEmulatorOptions.DefaultAccessKey, "https://webpubsub.azure.com", 400, "invalid_scope")]
    [InlineData("client_credentials", WebPubSubEmulatorOptions.DefaultAccessKey, "/.default", 400, "invalid_scope")]
    public async Task TokenEndpoint_RejectsInvalidRequests(string grant, string secret, string scope, int status, string error)
    {
        using HttpResponseMessage response = await RequestTokenAsync("/identity/oauth2/v2.0/token", grant, secret, scope);

        ((int)response.StatusCode).Should().Be(status);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("error").GetString().Should().Be(error);
    }

    [Fact]
    public async Task TokenEndpoint_NeedsAForm()
    {
        using HttpResponseMessage response = await SendAsync("POST", "/identity/oauth2/v2.0/token", "{}", "application/json");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true, "https://webpubsub.azure.com", 1, true)]
    [InlineData(false, "https://webpubsub.azure.com", 1, false)]
    [InlineData(true, "https://management.azure.com", 1, false)]
    [InlineData(true, "https://webpubsub.azure.com", -1, false)]
    public async Task UnvalidatedEntraToken_IsAccepted_IfTheOptionIsSet(bool isAllowed, string audience, int hours, bool isAccepted)
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0, AllowUnvalidatedEntraTokens = isAllowed });
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        string token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor
        {
            Issuer = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/",
            Audience = audience,
            Expires = DateTime.UtcNow.AddHours(hours),
            SigningCredentials = new(new Microsoft.IdentityModel.Tokens.RsaSecurityKey(rsa), Microsoft.IdentityModel.Tokens.SecurityAlgorithms.RsaSha256),
        });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(emulator.Endpoint, Generate)) { Headers = { Authorization = new("Bearer", token) } };

        (await http.SendAsync(request)).StatusCode.Should().Be(isAccepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task UnvalidatedEntraToken_NeedsLoopback()
    {
        Func<Task> start = () => WebPubSubEmulator.StartAsync(new() { Port = 0, Host = "0.0.0.0", AllowUnvalidatedEntraTokens = true });

        await start.Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*AllowUnvalidatedEntraTokens*Use a loopback host*");
    }

    private Task<HttpResponseMessage> RequestTokenAsync(string path, string grant, string secret, string scope) => SendAsync(
        "POST",
        path,
        new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = grant, ["client_id"] = "app", ["client_secret"] = secret, ["scope"] = scope }));

    private Task<HttpResponseMessage> CallAsync(string method, string path, HttpContent? content = null, string? token = null) => SendAsync(
        method, path, content, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Emulator.CreateIdentityToken()));

    private static async Task<string> TokenOfAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("token").GetString()!;

    private static async Task<string> OfAnotherEmulatorAsync()
    {
        await using WebPubSubEmulator other = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        return other.CreateIdentityToken();
    }
}
