// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Each template as a new user gets it: packed, installed, created, built and run.</summary>
[Trait("Category", "Long")]
public sealed class TemplateTests(TemplateFixture templates) : IClassFixture<TemplateFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60); // of a program that starts with "dotnet run" while other tests run

    // Neither the emulator nor its dependencies, such as Google.Protobuf.
    private static readonly string[] PublishedFiles =
    [
        "Azure.Core.dll",
        "Azure.Identity.dll",
        "Microsoft.Bcl.AsyncInterfaces.dll",
        "Microsoft.Bcl.Cryptography.dll",
        "Microsoft.Extensions.Azure.dll",
        "Microsoft.Identity.Client.Extensions.Msal.dll",
        "Microsoft.Identity.Client.dll",
        "Microsoft.IdentityModel.Abstractions.dll",
        "Microsoft.IdentityModel.JsonWebTokens.dll",
        "Microsoft.IdentityModel.Logging.dll",
        "Microsoft.IdentityModel.Protocols.OpenIdConnect.dll",
        "Microsoft.IdentityModel.Protocols.dll",
        "Microsoft.IdentityModel.Tokens.dll",
        "OpenTelemetry.Api.ProviderBuilderExtensions.dll",
        "OpenTelemetry.Api.dll",
        "System.ClientModel.dll",
        "System.IdentityModel.Tokens.Jwt.dll",
        "System.Memory.Data.dll",
        "System.Security.Cryptography.ProtectedData.dll",
        "WebPubSub.AspNetCore.dll",
        "WebPubSub.Extensions.DependencyInjection.dll",
        "WebPubSub.dll",
        "appsettings.json",
        "my-chat",
        "my-chat.deps.json",
        "my-chat.dll",
        "my-chat.pdb",
        "my-chat.runtimeconfig.json",
        "my-chat.staticwebassets.endpoints.json",
        "runtimes/win/lib/netstandard2.0/System.Security.Cryptography.ProtectedData.dll",
        "web.config",
    ];

    [Fact]
    public async Task List_ContainsTheTemplates()
    {
        string list = await templates.NewAsync("list", "webpubsub");

        list.Should().Contain("webpubsub-chat").And.Contain("webpubsub-worker").And.Contain("webpubsub-tests").And.Contain("webpubsub-aspire");
    }

    [Fact]
    public async Task Chat_DeliversTheMessageOfOneUserToBoth()
    {
        await using RunningProcess chat = (await templates.Chat).Start("--urls", "http://127.0.0.1:0");
        Uri address = await AddressOfAsync(chat);
        using var anonymous = new HttpClient { BaseAddress = address };
        (await anonymous.GetStringAsync("/")).Should().Contain("chat.js");
        (await anonymous.PostAsync("/negotiate", content: null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await using WebPubSubClient ada = await JoinAsync(address, "ada");
        await using WebPubSubClient grace = await JoinAsync(address, "grace");
        using WebPubSubMessageReader<GroupDataMessage> ofAda = ada.ReadGroupMessages("chat");
        using WebPubSubMessageReader<GroupDataMessage> ofGrace = grace.ReadGroupMessages("chat");

        await ada.SendEventAsync("say", BinaryData.FromString("""{"text":"hello","from":"eve"}"""), WebPubSubDataType.Json);

        (await ReadAsync(ofAda, "hello")).GetProperty("from").GetString().Should().Be("ada");
        (await ReadAsync(ofGrace, "hello")).GetProperty("from").GetString().Should().Be("ada");
    }

    [Fact]
    public async Task Chat_RejectsAnEmptyMessage()
    {
        await using RunningProcess chat = (await templates.Chat).Start("--urls", "http://127.0.0.1:0");
        await using WebPubSubClient ada = await JoinAsync(await AddressOfAsync(chat), "ada");

        await ada.Invoking(client => client.SendEventAsync("say", BinaryData.FromString("""{"text":" "}"""), WebPubSubDataType.Json))
            .Should().ThrowAsync<SendMessageFailedException>();
    }

    [Fact]
    public async Task Chat_Published_ContainsNoEmulator()
    {
        string[] files = await (await templates.Chat).PublishAsync();

        files.Where(file => !file.StartsWith("wwwroot", StringComparison.Ordinal)).Should().Equal(PublishedFiles);
    }

    [Fact]
    public async Task Chat_Published_UsesTheServiceOfItsConnectionString()
    {
        await (await templates.Chat).PublishAsync();
        int port = FreePort.Find();
        await using WebPubSubEmulator service = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { Port = 0 }.AddEventHandler("ChatHub", $"http://127.0.0.1:{port}/eventhandler"));
        await using RunningProcess chat = (await templates.Chat).StartPublished(
            "--urls", $"http://127.0.0.1:{port}", "--ConnectionStrings:WebPubSub", service.ConnectionString);
        await using WebPubSubClient ada = await JoinAsync(await AddressOfAsync(chat), "ada");
        using WebPubSubMessageReader<GroupDataMessage> messages = ada.ReadGroupMessages("chat");

        await ada.SendEventAsync("say", BinaryData.FromString("""{"text":"hello"}"""), WebPubSubDataType.Json);

        (await ReadAsync(messages, "hello")).GetProperty("from").GetString().Should().Be("ada");
        await using RunningProcess withoutService = (await templates.Chat).StartPublished("--urls", "http://127.0.0.1:0");
        (await withoutService.WaitForExitAsync()).Should().NotBe(0);
        withoutService.Output.Should().Contain("set the environment variable ConnectionStrings__WebPubSub.");
    }

    [Fact]
    public async Task Worker_SignsInToTheChat()
    {
        await using RunningProcess chat = (await templates.Chat).Start("--urls", "http://127.0.0.1:0");
        Uri address = await AddressOfAsync(chat);
        await using WebPubSubClient ada = await JoinAsync(address, "ada");
        using WebPubSubMessageReader<GroupDataMessage> messages = ada.ReadGroupMessages("chat");

        await using RunningProcess worker = (await templates.Worker).Start("--Worker:Server", address.AbsoluteUri, "--Worker:Interval", "00:00:00.2");

        (await ReadAsync(messages, "It is ")).ValueKind.Should().Be(JsonValueKind.Object);
        await ada.SendEventAsync("say", BinaryData.FromString("""{"text":"hello, worker"}"""), WebPubSubDataType.Json);
        await worker.WaitForAsync("The server: .*hello, worker", Limit);
    }

    [Fact]
    public async Task Worker_WithAConnectionString_SendsAndReceives()
    {
        await using WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0 });

        await using RunningProcess worker = (await templates.Worker).Start("--ConnectionStrings:WebPubSub", emulator.ConnectionString, "--Worker:Interval", "00:00:00.2");

        await worker.WaitForAsync("worker: .*It is ", Limit);
        await new WebPubSubServiceClient(emulator.ConnectionString, "ChatHub").SendToGroupAsync("chat", "hello, worker");
        await worker.WaitForAsync("The server: hello, worker");
    }

    [Fact]
    public async Task Aspire_RunsTheChatAndTheWorker()
    {
        TemplateProject project = await templates.Aspire;
        await using RunningProcess host = project.StartWithLaunchProfile();
        await host.WaitForAsync("Login to the dashboard at http://localhost:(?!15180)", Limit);
        var address = new Uri($"http://localhost:{templates.AspirePort}");
        await TestTimeout.UntilAsync(() => AnswersAsync(address), "the API");
        await using WebPubSubClient ada = await JoinAsync(address, "ada");
        using WebPubSubMessageReader<ServerDataMessage> messages = ada.ReadServerMessages();

        await ada.SendEventAsync("message", BinaryData.FromString("hello"), WebPubSubDataType.Text);

        await ReadTextAsync(messages, "ada: hello");
        await ReadTextAsync(messages, "worker: it is ");
    }

    [Fact]
    public async Task Tests_Pass()
    {
        string output = await (await templates.Tests).DotNetAsync("test", "--no-build", "--nologo");

        output.Should().Contain("Passed!").And.Contain("Failed:     0, Passed:     5");
    }

    private static async Task<Uri> AddressOfAsync(RunningProcess program) => new((await program.WaitForAsync("Now listening on: (.*)$", Limit)).Groups[1].Value);

    private static async Task<WebPubSubClient> JoinAsync(Uri address, string name)
    {
        var http = new HttpClient { BaseAddress = address }; // keeps the cookie
        (await http.PostAsJsonAsync("/sign-in", new { name })).EnsureSuccessStatusCode();
        var client = new WebPubSubClient(new WebPubSubNegotiateCredential(http, new Uri("/negotiate", UriKind.Relative)));
        await client.StartAsync();
        return client;
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        using var http = new HttpClient();
        try
        {
            return (await http.GetAsync(new Uri(address, "health"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it has not started yet
        }
    }

    private static async Task ReadTextAsync(WebPubSubMessageReader<ServerDataMessage> messages, string text)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (!(await messages.ReadAsync(timeout.Token)).Data.ToString().StartsWith(text, StringComparison.Ordinal))
        {
        }
    }

    // The chat also announces the users that join and leave.
    private static async Task<JsonElement> ReadAsync(WebPubSubMessageReader<GroupDataMessage> messages, string text)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (true)
        {
            JsonElement message = (await messages.ReadAsync(timeout.Token)).Data.ToObjectFromJson<JsonElement>();
            if (message.GetProperty("text").GetString()!.Contains(text, StringComparison.Ordinal))
            {
                return message;
            }
        }
    }
}
