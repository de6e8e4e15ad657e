// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Emulator.Tests;

/// <summary>Access to the live page and its endpoints. Browser tests cover the appearance and the behavior of the page.</summary>
public sealed class LivePageTests : EmulatorTest
{
    [Fact]
    public async Task Page_IsAtTheRoot_AndLoadsNoExternalResources()
    {
        using HttpResponseMessage response = await GetAsync("/");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'");
        string page = await response.Content.ReadAsStringAsync();
        page.Should().NotContain("http://").And.NotContain("https://");
        foreach (string asset in (string[])["live/live.css", "live/live.js"])
        {
            page.Should().Contain(asset);
            (await GetAsync("/" + asset)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("/", "Host", "evil.example", 403)]
    [InlineData("/", "Host", "evil.example:80", 403)]
    [InlineData("/", "Host", "localhost.evil.example", 403)]
    [InlineData("/", "Host", "localhost", 200)]
    [InlineData("/", "Host", "chat.dev.localhost", 200)]
    [InlineData("/", "Host", "127.0.0.1", 200)]
    [InlineData("/", "Host", "[::1]:80", 200)]
    [InlineData("/", "Sec-Fetch-Site", "cross-site", 200)]
    [InlineData("/live/live.js", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("/live/entries/1", "Host", "evil.example", 403)]
    [InlineData("/live/entries/1", "Origin", "http://evil.example", 403)]
    [InlineData("/live/entries/1", "Origin", "null", 403)]
    [InlineData("/live/entries/1", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("/live/entries/1", "Sec-Fetch-Site", "same-site", 403)]
    [InlineData("/live/entries/1", "Sec-Fetch-Site", "same-origin", 404)]
    [InlineData("/live/feed", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("/live/feed", "Host", "evil.example", 403)]
    [InlineData("/live/feed", "Origin", "http://127.0.0.1:1", 403)]
    public async Task OtherOrigins_AreRejected(string path, string header, string value, int status)
    {
        using HttpResponseMessage response = await GetAsync(path, (header, value));

        ((int)response.StatusCode).Should().Be(status);
        response.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task OwnOrigin_IsAccepted()
    {
        (await GetAsync("/live/entries/1", ("Origin", Emulator.Endpoint.GetLeftPart(UriPartial.Authority)))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("http://evil.example", "application/json", 403)]
    [InlineData(null, "text/plain", 415)]
    [InlineData(null, "application/json", 200)]
    public async Task Tokens_AreForThePageOnly(string? origin, string contentType, int status)
    {
        using HttpResponseMessage response = await PostAsync("/live/clients", """{"hub":"chat"}""", contentType, origin);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task Token_ConnectsTheClient_WithTheRequestedProperties()
    {
        using HttpResponseMessage response = await PostAsync(
            "/live/clients", """{"hub":"Chat","userId":"ann","roles":["webpubsub.sendToGroup"],"groups":["room"]}""");
        string url = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("url").GetString()!;

        using TestSocket socket = await TestSocket.ConnectAsync(new Uri($"ws://{Emulator.Endpoint.Authority}{url}"), "json.webpubsub.azure.v1");

        EmulatorConnection connection = await Emulator.Inspector.WaitForUserAsync("chat", "ann");
        connection.Groups.Should().Equal("room");
        connection.Roles.Should().Equal("webpubsub.sendToGroup");
    }

    [Theory]
    [InlineData("""{"hub":"1"}""", "A hub name is")]
    [InlineData("""{}""", "A hub name is")]
    [InlineData("""{"hub":"chat","groups":[""]}""", "A group name has")]
    [InlineData("""{"hub":"chat","groups":[null]}""", "A group name has")]
    [InlineData("nonsense", "A hub name is")]
    [InlineData("null", "A hub name is")]
    public async Task InvalidTokenRequest_IsRejected_WithTheReason(string body, string message)
    {
        using HttpResponseMessage response = await PostAsync("/live/clients", body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Should().StartWith(message);
    }

    [Fact]
    public async Task Feed_SendsExistingAndNewEntries()
    {
        using TestSocket early = await ConnectJsonAsync("early");
        using HttpResponseMessage response = await GetAsync("/live/feed");
        using var feed = new StreamReader(await response.Content.ReadAsStreamAsync());

        string entries = await ReadUntilAsync(feed, "entries", "\"opened\"");
        string state = await ReadUntilAsync(feed, "state", "early");
        using TestSocket late = await ConnectJsonAsync("late");
        await late.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");

        entries.Should().Contain("\"dropped\":0");
        state.Should().Contain("\"total\":1");
        await ReadUntilAsync(feed, "entries", "joinGroup room");
        await ReadUntilAsync(feed, "state", "\"groups\":[\"room\"]");
    }

    [Fact]
    public async Task Feed_SendsTheEndOfAPendingCall_UnderLoad()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("chat", async (request, _) =>
        {
            await (request is UserEventRequest ? release.Task : Task.CompletedTask);
            return null;
        }));
        (TestSocket client, _) = await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, roles: AllRoles));
        using TestSocket socket = client;
        using var http = new HttpClient { BaseAddress = emulator.Endpoint };
        using Stream stream = await http.GetStreamAsync("/live/feed");
        using var feed = new StreamReader(stream);
        await socket.SendTextAsync("""{"type":"event","event":"slow","data":1,"ackId":1}""");
        await ReadUntilAsync(feed, "entries", "\"title\":\"slow\""); // the connected event can be pending too
        EmulatorHandlerCall call = emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().Single(one => one.EventName == "slow");
        call.IsPending.Should().BeTrue("the call is pending, and the page has received the pending entry");

        using TestSocket flooding = (await TestSocket.ConnectJsonAsync(TestToken.ClientUri(emulator.Endpoint, roles: AllRoles))).Socket;
        for (int i = 0; i < 700; i++) // fewer than the trace keeps, more than the feed sends
        {
            if (i == 350)
            {
                release.SetResult();
            }

            await flooding.SendTextAsync("""{"type":"sendToGroup","group":"g","data":1}""");
        }

        await ReadUntilAsync(feed, "entries", $"\"number\":{call.Number},");
    }

    [Fact]
    public async Task Feed_EndsWithTheEmulator()
    {
        using HttpResponseMessage response = await GetAsync("/live/feed");
        using var feed = new StreamReader(await response.Content.ReadAsStreamAsync());

        await Emulator.DisposeAsync();

        await feed.ReadToEndAsync().WithTimeoutAsync("the end of the feed");
    }

    [Fact]
    public async Task Detail_HasTheWholePayload_Indented()
    {
        await SendAsync("POST", "/api/hubs/chat/:send", """{"a":[1]}""", "application/json");
        EmulatorRestCall call = await Emulator.Inspector.WaitForRestCallAsync(_ => true);

        using HttpResponseMessage feed = await GetAsync("/live/feed");
        using var reader = new StreamReader(await feed.Content.ReadAsStreamAsync());
        string run = JsonDocument.Parse((await ReadUntilAsync(reader, "entries", ":send"))["data: ".Length..]).RootElement.GetProperty("run").GetString()!;

        using HttpResponseMessage response = await GetAsync($"/live/entries/{call.Number}?run={run}");
        using HttpResponseMessage ofAnother = await GetAsync($"/live/entries/{call.Number}?run=another");

        ofAnother.StatusCode.Should().Be(HttpStatusCode.NotFound, "the entry number belongs to another run of the emulator");
        JsonElement payload = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("payloads")[0];
        payload.GetProperty("text").GetString().Should().Be("{\n  \"a\": [\n    1\n  ]\n}");
        payload.GetProperty("note").GetString().Should().Be("9 bytes");
    }

    [Covers("501 of unsupported operations", Evidence.Inferred)]
    [Theory]
    [InlineData("/clients/mqtt/hubs/chat", 501, "The emulator does not support MQTT clients.")]
    [InlineData("/clients/socketio/hubs/chat", 501, "The emulator does not support Socket.IO clients.")]
    [InlineData("/server/tunnel", 501, "The emulator does not support tunnels*UrlTemplate.")]
    [InlineData("/clients/hubs/chat", 404, "There is no client endpoint at this path. Clients connect to /client/hubs/{hub}. Use the URL that GetClientAccessUriAsync returns.")]
    [InlineData("/nonsense", 404, "There is no client endpoint at this path. Clients connect to /client/hubs/{hub}. Use the URL that GetClientAccessUriAsync returns.")]
    public async Task ClientAtAnUnsupportedPath_IsTraced(string path, int status, string reason)
    {
        (await TestSocket.ConnectRejectedAsync(new Uri($"ws://{Emulator.Endpoint.Authority}{path}"))).Should().Be(status);

        EmulatorConnectionEvent refused = await Emulator.Inspector.WaitForConnectionEventAsync(happened => happened.Kind == EmulatorConnectionEventKind.Rejected);
        refused.Reason.Should().Match(reason);
        refused.Status.Should().Be(status);
    }

    [Fact]
    public async Task Connection_IsDroppedOrClosed()
    {
        (TestSocket socket, string id, _) = await TestSocket.ConnectReliableAsync(ClientUri());
        using (socket)
        {
            (await PostAsync($"/live/connections/{id}/drop", "")).StatusCode.Should().Be(HttpStatusCode.NoContent);
            await Emulator.Inspector.WaitForConnectionAsync(connection => connection.IsDetached);

            (await PostAsync($"/live/connections/{id}/close", "")).StatusCode.Should().Be(HttpStatusCode.NoContent);
            await Emulator.Inspector.WaitForNoConnectionAsync(_ => true);
            (await PostAsync($"/live/connections/{id}/close", "")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData("localhost", null, true)]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("loopback", null, true)]
    [InlineData("localhost", false, false)]
    [InlineData("0.0.0.0", null, false)]
    [InlineData("example.org", null, false)]
    [InlineData("0.0.0.0", true, true)]
    public async Task Page_IsEnabledOnLoopbackOnly_ByDefault(string host, bool? enable, bool expected)
    {
        await using var emulator = new WebPubSubEmulator(
            new WebPubSubEmulatorOptions { Host = host, Port = 1, EnableLivePage = enable }, NullLoggerFactory.Instance); // not started

        emulator.HasLivePage.Should().Be(expected);
    }

    [Fact]
    public async Task HostNameOfLoopback_ListensOnLoopbackOnly()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Host = "loopback", Port = port });

        System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port == port).Should().NotBeEmpty().And.OnlyContain(listener => IPAddress.IsLoopback(listener.Address));
    }

    [Fact]
    public async Task Permissions_AreCurrent()
    {
        (TestSocket socket, string id, _) = await TestSocket.ConnectReliableAsync(ClientUri(roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroups.a*"]));
        using (socket)
        {
            await SendAsync("PUT", $"/api/hubs/chat/permissions/sendToGroup/connections/{id}?targetName=room");
            await SendAsync("DELETE", $"/api/hubs/chat/permissions/joinLeaveGroup/connections/{id}?targetName=b");
            using HttpResponseMessage response = await GetAsync("/live/feed");
            using var feed = new StreamReader(await response.Content.ReadAsStreamAsync());

            (await ReadUntilAsync(feed, "state", id)).Should().Contain(
                "\"permissions\":[\"webpubsub.joinLeaveGroup\",\"not webpubsub.joinLeaveGroup.b\",\"webpubsub.sendToGroups.a*\",\"webpubsub.sendToGroup.room\"]");
        }
    }

    [Fact]
    public async Task Address_IsShownWithoutUserAndQuery()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [] };
        options.AddEventHandler("chat", "http://user:secret@127.0.0.1:9/events/{event}?code=secret");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        await TestSocket.ConnectRejectedAsync(TestToken.ClientUri(emulator.Endpoint));
        using var http = new HttpClient { BaseAddress = emulator.Endpoint };
        using Stream stream = await http.GetStreamAsync(new Uri("/live/feed", UriKind.Relative));
        using var feed = new StreamReader(stream);

        string entries = await ReadUntilAsync(feed, "entries", "No program listens at http://127.0.0.1:9");
        string state = await ReadUntilAsync(feed, "state", "http://127.0.0.1:9/events/{event}, user events");

        (entries + state).Should().NotContain("secret");
    }

    [Theory]
    [InlineData("/live/entries/-1")]
    [InlineData("/live/entries/99999999999999999999")]
    [InlineData("/live/entries/x")]
    public async Task InvalidEntryNumber_IsNotFound(string path) => (await GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task DisabledPage_IsNotFound()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0, EnableLivePage = false });
        using var http = new HttpClient { BaseAddress = emulator.Endpoint };
        foreach (string path in (string[])["/", "/live/feed", "/live/live.js", "/live/entries/1"])
        {
            (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    private static async Task<string> ReadUntilAsync(StreamReader feed, string name, string text)
    {
        while (true)
        {
            string line = await feed.ReadLineAsync().WithTimeoutAsync($"{name} with {text}") ?? throw new InvalidOperationException("The feed has ended.");
            if (line == $"event: {name}")
            {
                string data = (await feed.ReadLineAsync())!;
                if (data.Contains(text, StringComparison.Ordinal))
                {
                    return data;
                }
            }
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var http = new HttpClient { BaseAddress = Emulator.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json", string? origin = null)
    {
        using var http = new HttpClient { BaseAddress = Emulator.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await http.SendAsync(request);
    }
}
