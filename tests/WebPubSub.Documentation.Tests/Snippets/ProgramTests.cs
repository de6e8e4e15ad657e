// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Claims;
using System.Text.Json;
using WebPubSub.Emulator;
using WebPubSub.FunctionHost;
using WebPubSub.TestUtilities;

namespace WebPubSub.Documentation.Tests;

/// <summary>The first program of each page runs, and does what the page says.</summary>
[Trait("Category", "Long")]
public sealed class ProgramTests
{
    private const string Json = "json.webpubsub.azure.v1";

    [Theory]
    [InlineData("docs/getting-started.md", "Hello", "ann: Hello")]
    [InlineData("docs/production.md", "Hello", "ann: Hello")]
    [InlineData("docs/troubleshooting.md", "Hello", "echo: Hello")]
    [InlineData("docs/guides/authentication.md", "Hello", "You are ann.")]
    [InlineData("docs/guides/connection-state.md", "Hello", "Message 1 since ")]
    [InlineData("docs/guides/errors-and-retries.md", "Hello", "handled")]
    [InlineData("docs/guides/receiving-events.md", "Hello", "ann: Hello")]
    [InlineData("docs/guides/several-resources.md", "Hello", "This event came from http://127.0.0.1")]
    [InlineData("docs/guides/telemetry.md", "Hello", "ann: Hello")]
    [InlineData("docs/guides/testing.md", "Hello", "ann: Hello")]
    public async Task Program_AnswersAMessage(string page, string message, string answer)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(page);
        await program.Process.WaitForAsync("Now listening on");
        using TestSocket client = await program.ConnectAsync();

        await client.SendTextAsync(message);

        (await ReceiveAsync(client, answer)).Should().StartWith(answer);
    }

    [Theory]
    [InlineData("docs/guides/typed-events.md", "sendMessage", """{"length":5}""")]
    [InlineData("docs/guides/native-aot.md", "say", """{"length":5}""")]
    public async Task Program_AnswersATypedEvent(string page, string eventName, string answer)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(page);
        await program.Process.WaitForAsync("Now listening on");
        using TestSocket client = await program.ConnectAsync(Json);

        await client.SendTextAsync($$"""{"type":"event","event":"{{eventName}}","dataType":"json","data":{"text":"Hello"},"ackId":1}""");

        (await ReceiveAsync(client, answer)).Should().Contain("\"from\":\"server\"");
    }

    // A function app needs a function host, so it does not run in a process of its own.
    [Fact]
    public async Task FunctionsProgram_AnswersAMessage()
    {
        int port = FreePort.Find();
        await using FunctionAppHost functions = await FunctionAppHost.StartAsync(
            Assembly.LoadFrom(RunningProgram.Emit("docs/guides/functions.md")),
            $"--ConnectionStrings:WebPubSub=Endpoint=http://localhost:{port};AccessKey={TestToken.Key};Version=1.0;");
        functions.User = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "ann")], authenticationType: "aad");
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = port }.AddEventHandler("ChatHub", new Uri(functions.Address, "/api/eventhandler").AbsoluteUri));
        using var http = new HttpClient { BaseAddress = functions.Address };
        using HttpResponseMessage negotiation = await http.PostAsync("/api/negotiate", content: null);
        JsonElement answer = await negotiation.Content.ReadFromJsonAsync<JsonElement>();
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!));

        await client.SendTextAsync("Hello");

        (await client.ReceiveTextAsync()).Should().Be("ann: Hello");
    }

    [Fact]
    public async Task SendingProgram_SendsToItsClients()
    {
        await using RunningProgram program = await RunningProgram.StartAsync("docs/guides/sending.md", handlerPath: null);
        await program.Process.WaitForAsync("Now listening on");
        JsonElement negotiation = await program.Http.GetFromJsonAsync<JsonElement>("/negotiate");
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(negotiation.GetProperty("url").GetString()!));

        (await program.Http.PostAsync("/send?text=Hello", content: null)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await client.ReceiveTextAsync()).Should().Be("Hello");
    }

    [Fact]
    public async Task AuthenticationProgram_NegotiatesForTheSignedInUserOnly()
    {
        await using RunningProgram program = await RunningProgram.StartAsync("docs/guides/authentication.md");
        await program.Process.WaitForAsync("Now listening on");

        (await program.Http.GetAsync("/negotiate")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await program.Http.PostAsJsonAsync("/login", new { name = "ann", password = "wrong" })).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await program.Http.PostAsJsonAsync("/login", new { name = "ann", password = "ann-demo" })).StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement negotiation = await program.Http.GetFromJsonAsync<JsonElement>("/negotiate");
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(negotiation.GetProperty("url").GetString()!));
        await client.SendTextAsync("Hello");

        (await client.ReceiveTextAsync()).Should().Be("You are ann.");
    }

    [Theory]
    [InlineData("docs/getting-started.md", "ada: Hello")]
    [InlineData("docs/guides/testing.md", "ada: Hello")]
    public async Task SignInProgram_ConnectsTheSignedInUser(string page, string answer)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(page);
        await program.Process.WaitForAsync("Now listening on");

        (await program.Http.PostAsync("/negotiate?user=eve", content: null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await program.Http.PostAsJsonAsync("/sign-in", new { name = "ada" })).StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement negotiation = await program.Http.GetFromJsonAsync<JsonElement>("/negotiate?user=eve");
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(negotiation.GetProperty("url").GetString()!));
        await client.SendTextAsync("Hello");

        (await client.ReceiveTextAsync()).Should().Be(answer);
    }

    [Theory]
    [InlineData("docs/production.md", HttpStatusCode.Unauthorized)]
    [InlineData("docs/guides/native-aot.md", HttpStatusCode.OK)]
    public async Task Negotiate_WithoutASignIn_AnswersAsThePageSays(string page, HttpStatusCode status)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(page);
        await program.Process.WaitForAsync("Now listening on");

        (await program.Http.GetAsync("/negotiate?name=eve")).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task NegotiateProgram_ConnectsTheSignedInUser()
    {
        await using RunningProgram program = await RunningProgram.StartAsync("docs/guides/negotiate.md");
        await program.Process.WaitForAsync("Now listening on");

        (await program.Http.PostAsync("/negotiate", content: null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await program.Http.PostAsync("/login", content: null)).StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement negotiation = await program.Http.GetFromJsonAsync<JsonElement>("/negotiate");
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(negotiation.GetProperty("url").GetString()!));
        await client.SendTextAsync("Hello");

        (await client.ReceiveTextAsync()).Should().Be("You are ann.");
    }

    [Fact]
    public async Task PresenceProgram_ShowsWhoIsOnline()
    {
        await using RunningProgram program = await RunningProgram.StartAsync("docs/guides/presence.md");
        await program.Process.WaitForAsync("Now listening on");

        (await program.Http.GetStringAsync("/online")).Should().Be("[]");
        JsonElement negotiation = await program.Http.GetFromJsonAsync<JsonElement>("/negotiate");
        using TestSocket client = await TestSocket.ConnectAsync(new Uri(negotiation.GetProperty("url").GetString()!));
        (await client.ReceiveTextAsync()).Should().Be("1 online");
        (await program.Http.GetStringAsync("/online")).Should().StartWith("""[{"userId":"ann","connections":1,""");
        (await program.Http.GetStringAsync("/online/lobby")).Should().StartWith("""[{"userId":"ann","connections":1,""");
    }

    [Fact]
    public async Task ReliableProgram_ReceivesItsMessages()
    {
        await using RunningProgram program = await RunningProgram.StartAsync("docs/guides/reliable-messaging.md", handlerPath: null);

        await program.Process.WaitForAsync("^received 2, sequence ID 2$");
    }

    // The program may send other messages, such as "ann joined."
    private static async Task<string> ReceiveAsync(TestSocket client, string expected)
    {
        string text;
        do
        {
            text = await client.ReceiveTextAsync();
        }
        while (!text.Contains(expected, StringComparison.Ordinal));
        return text;
    }
}
