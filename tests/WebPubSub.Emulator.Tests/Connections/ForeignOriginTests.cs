// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.WebSockets;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Connections;

/// <summary>Requests of web pages from other origins. The emulator rejects them while the access key is public.</summary>
public sealed class ForeignOriginTests : EmulatorTest
{
    private const string OtherKey = "a-key-that-is-not-public-0123456789012345";

    [Theory]
    [InlineData(null, null, null, true)] // a program
    [InlineData(null, null, "emulator", true)] // in another container
    [InlineData(null, "none", null, true)] // an address that the user typed
    [InlineData(null, "same-origin", null, true)]
    [InlineData(null, "same-site", null, true)] // another port of localhost
    [InlineData(null, "cross-site", null, false)]
    [InlineData("http://localhost:5000", "same-site", null, true)]
    [InlineData("https://app.localhost", "cross-site", null, true)]
    [InlineData("http://127.1.2.3:80", "cross-site", null, true)]
    [InlineData("http://[::1]:5000", "cross-site", null, true)]
    [InlineData("http://localhost:5000", "same-site", "evil.example.test", false)]
    [InlineData("http://evil.example.test", "cross-site", null, false)]
    [InlineData("http://evil.example.test", null, null, false)]
    [InlineData("http://evil.example.test", "same-origin", "evil.example.test", false)] // the host name was rebound to this machine
    [InlineData("http://localhost.evil.example.test", "cross-site", null, false)]
    [InlineData("http://notlocalhost", "cross-site", null, false)]
    [InlineData("http://192.168.0.7", "cross-site", null, false)]
    [InlineData("null", "cross-site", null, false)]
    [InlineData("null", null, null, false)]
    [InlineData("file://", "cross-site", null, false)]
    public async Task RestCall_IsCheckedByOriginAndSite(string? origin, string? site, string? host, bool isAllowed)
    {
        using HttpResponseMessage response = await CallAsync(Emulator, origin, site, host);

        response.StatusCode.Should().Be(isAllowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden);
        if (!isAllowed)
        {
            (await response.Content.ReadAsStringAsync()).Should().StartWith("Request rejected: ").And.Contain("WebPubSub:AllowForeignOrigins (environment: WebPubSub__AllowForeignOrigins=true)");
            (await Emulator.Inspector.WaitForRestCallAsync(call => call.Status == 403)).Reason.Should().StartWith("Request rejected: ");
        }
    }

    [Theory]
    [InlineData("http://localhost:5000", 101)]
    [InlineData("http://evil.example.test", 403)]
    [InlineData("null", 403)]
    public async Task Client_IsCheckedByItsOrigin(string origin, int status)
    {
        (await ConnectAsync(ClientUri(), origin)).Should().Be(status);
        if (status == 403)
        {
            EmulatorConnectionEvent rejected = await Emulator.Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Rejected);
            rejected.Reason.Should().Contain($"the web page of origin '{origin}' is not on this machine");
        }
    }

    [Theory]
    [InlineData(OtherKey, null, false, true)]
    [InlineData(OtherKey, WebPubSubEmulatorOptions.DefaultAccessKey, false, false)] // one public key is enough to reject
    [InlineData(WebPubSubEmulatorOptions.DefaultAccessKey, null, true, true)]
    public async Task OtherOrigins_AreAccepted_WithPrivateKeysOrTheOption(string key, string? second, bool allows, bool isAllowed)
    {
        await using WebPubSubEmulator emulator =
            await WebPubSubEmulator.StartAsync(new() { Port = 0, AccessKey = key, SecondaryAccessKey = second, AllowForeignOrigins = allows });
        Uri uri = await new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUriAsync();

        (await ConnectAsync(uri, "http://evil.example.test")).Should().Be(isAllowed ? 101 : 403);
    }

    [Fact]
    public async Task OtherOrigins_AreRejected_IfTokensAreNotValidated()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0, AccessKey = OtherKey, AllowUnvalidatedEntraTokens = true });
        Uri uri = await new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUriAsync();

        (await ConnectAsync(uri, "http://evil.example.test")).Should().Be(403);
        (await emulator.Inspector.WaitForConnectionEventAsync(e => e.Status == 403)).Reason.Should().Contain("AllowUnvalidatedEntraTokens");
    }

    [Fact]
    public async Task Token_IsNotIssuedToAForeignPage()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Emulator.Endpoint, "/identity/oauth2/v2.0/token"));
        request.Headers.Add("Origin", "http://evil.example.test");

        (await http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static async Task<int> ConnectAsync(Uri uri, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(uri, CancellationToken.None).WithTimeoutAsync("the handshake");
        }
        catch (WebSocketException)
        {
            // The returned status contains the result.
        }

        return (int)socket.HttpStatusCode;
    }

    private async Task<HttpResponseMessage> CallAsync(WebPubSubEmulator emulator, string? origin, string? site, string? host)
    {
        string authority = host is null ? emulator.Endpoint.Authority : $"{host}:{emulator.Endpoint.Port}";
        return await SendAsync("POST", "/api/hubs/chat/:send", Content("hi"u8.ToArray(), "text/plain"), request =>
        {
            request.Headers.Host = authority;
            request.Headers.Authorization = new("Bearer", TestToken.Create($"http://{authority}/api/hubs/chat/:send"));
            Add("Origin", origin);
            Add("Sec-Fetch-Site", site);

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }
        });
    }
}
