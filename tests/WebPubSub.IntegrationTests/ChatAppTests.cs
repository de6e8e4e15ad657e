// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The chat sample as a new user runs it.</summary>
public sealed class ChatAppTests
{
    private readonly int _port = FreePort.Find();

    private Uri Address => new($"http://127.0.0.1:{_port}");

    [Fact]
    public async Task TwoPagesChat_AndReconnectAfterARestart()
    {
        RunningProcess app = await StartInDevelopmentAsync();
        await using RunningProcess browser = Repository.StartScript(
            "chat-page.mjs", new Dictionary<string, string?> { ["CHROMIUM_PATH"] = Repository.FindChromium() }, Address.AbsoluteUri, Repository.Screenshots);
        await browser.WaitForAsync("restart the server");

        await app.DisposeAsync();
        await using RunningProcess restarted = await StartInDevelopmentAsync();
        await browser.WriteLineAsync("restarted");

        (await browser.WaitForExitAsync()).Should().Be(0, "the pages printed:\n{0}\nand the app printed:\n{1}", browser.Output, restarted.Output);
    }

    [Fact]
    public async Task Start_InDevelopment_LogsTheEmulatorAndTheUrlToOpen()
    {
        await using RunningProcess app = await StartInDevelopmentAsync();

        app.Output.Should().Contain("No connection string is set, so the emulator of Azure Web PubSub runs in this application, at http://127.0.0.1:")
            .And.Contain($"The emulator sends the events of hub 'chat' (user events *, connect, connected, disconnected, joined, left) to {Address.AbsoluteUri}eventhandler.")
            .And.Contain($"The live page of the emulator is {Address.AbsoluteUri}live.")
            .And.Contain($"Open {Address.AbsoluteUri.TrimEnd('/')}");
        using var http = new HttpClient { BaseAddress = Address };
        (await http.GetStringAsync(new Uri("/live", UriKind.Relative))).Should().Contain("live.js", "it redirects to the live page");
        (await http.GetStringAsync(new Uri("/", UriKind.Relative))).Should().Contain("<title>Chat on Web PubSub</title>");
        (await http.PostAsJsonAsync(new Uri("/sign-in", UriKind.Relative), new { name = " " })).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await http.GetAsync(new Uri("/negotiate?name=Ada", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task ForgedEvent_IsRejected_AndDoesNotReachTheHub(string? signature)
    {
        await using RunningProcess app = await StartInDevelopmentAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "/eventhandler")) { Content = JsonContent.Create(new { }) };
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[
            ("ce-specversion", "1.0"), ("ce-awpsversion", "1.0"), ("ce-type", "azure.webpubsub.sys.connected"), ("ce-eventName", "connected"),
            ("ce-hub", "chat"), ("ce-connectionId", "c"), ("ce-userId", "mallory"), ("WebHook-Request-Origin", "127.0.0.1")])
        {
            request.Headers.Add(name, value);
        }

        if (signature is not null)
        {
            request.Headers.Add("ce-signature", signature);
        }

        using var http = new HttpClient();
        (await http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        await app.WaitForAsync("No signature of the event matches");
        app.Output.Should().NotContain("ChatApp.ChatHub").And.NotContain("mallory joined");
    }

    [Fact]
    public async Task Start_InProductionWithoutAConnectionString_ExitsAndNamesTheSetting()
    {
        await using RunningProcess app = Start(("ASPNETCORE_ENVIRONMENT", "Production"));

        (await app.WaitForExitAsync()).Should().NotBe(0);

        app.Output.Should().Contain("WebPubSubOptions.ServiceEndpoint is not set.").And.Contain("set the environment variable ConnectionStrings__WebPubSub.")
            .And.NotContain("emulator of Azure Web PubSub runs");
    }

    [Fact]
    public async Task Start_WithAConnectionString_UsesThatServiceWithoutAnEmulator()
    {
        await using WebPubSubEmulator service = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("chat", new Uri(Address, "/eventhandler").AbsoluteUri));
        await using RunningProcess app = Start(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__WebPubSub", service.ConnectionString));
        await app.WaitForAsync("Open http");
        using var http = new HttpClient { BaseAddress = Address };

        (await http.PostAsJsonAsync(new Uri("/sign-in", UriKind.Relative), new { name = "Ada" })).EnsureSuccessStatusCode();
        JsonElement answer = await http.GetFromJsonAsync<JsonElement>("/negotiate");
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(new Uri(answer.GetProperty("url").GetString()!));

        using (socket)
        {
            string received = "";
            while (!received.Contains("Ada joined."))
            {
                received = await socket.ReceiveTextAsync(); // the list of users can come first
            }

            await socket.SendTextAsync("""{"type":"event","event":"nonsense","data":null,"dataType":"text","ackId":1}""");
            (await socket.ReceiveCloseAsync()).Code.Should().Be(1007);
        }

        answer.GetProperty("url").GetString().Should().StartWith($"ws://127.0.0.1:{service.Endpoint.Port}/client/hubs/chat");
        app.Output.Should().NotContain("WebPubSub.Emulator");
    }

    private async Task<RunningProcess> StartInDevelopmentAsync()
    {
        RunningProcess app = Start(("ASPNETCORE_ENVIRONMENT", "Development"));
        await app.WaitForAsync("Open http");
        return app;
    }

    private RunningProcess Start(params (string Name, string Value)[] environment)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = Address.AbsoluteUri,
            ["ConnectionStrings__WebPubSub"] = null,
        };
        foreach ((string name, string value) in environment)
        {
            settings[name] = value;
        }

        return Repository.StartSample("ChatApp", settings);
    }
}
