// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Runs the snippets of the package's README, and checks that they match the code that is compiled here.</summary>
public sealed class JavaScriptExamplesTests : IAsyncLifetime
{
    private WebPubSubEmulator _emulator = null!;
    private WebPubSubServiceClient _service = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
        _service = JavaScriptExamples.FromConnectionString(_emulator.ConnectionString);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public void Readme_Snippets_MatchTheCompiledCode() => ReadmeSnippets.ShouldBeCompiled("sdk/WebPubSub/README.md", "JavaScriptExamples.cs");

    [Fact]
    public async Task Sends_ArriveInTheirTypes()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "user1"));
        using TestSocket user = socket;

        await JavaScriptExamples.BroadcastAsync(_service);
        await JavaScriptExamples.SendToGroupAsync(_service);
        await JavaScriptExamples.SendToUserAsync(_service);
        await JavaScriptExamples.SendWithGeneratedJsonAsync(_service);

        for (int i = 0; i < 3; i++)
        {
            (await user.ReceiveTextAsync()).Should().Contain("""
                "dataType":"json","data":{"message":"Hello world!"}
                """.Trim());
            (await user.ReceiveTextAsync()).Should().Contain("\"dataType\":\"text\",\"data\":\"Hi there!\"");
            (await user.ReceiveTextAsync()).Should().Contain("\"dataType\":\"binary\",\"data\":\"AQID\"");
        }

        (await user.ReceiveTextAsync()).Should().Contain("Hello world!");
        var seen = new List<string>();
        await JavaScriptExamples.ListAsync(_service, seen);
        seen.Should().ContainSingle().Which.Should().EndWith(" user1");
    }

    [Fact]
    public async Task Filter_ExcludesTheNamedUser()
    {
        (TestSocket ann, _) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "ann", groups: ["vip"]));
        (TestSocket bob, _) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(userId: "O'Brien", groups: ["vip"]));
        using (ann)
        using (bob)
        {
            await JavaScriptExamples.FilterAsync(_service, "O'Brien");
            await _service.SendToUserAsync("O'Brien", "for you");

            (await ann.ReceiveTextAsync()).Should().Contain("Not for you");
            (await bob.ReceiveTextAsync()).Should().Contain("for you").And.NotContain("Not");
        }
    }

    [Fact]
    public async Task Groups_AreClosed()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await _service.GetClientAccessUriAsync(groups: ["myGroup"]));
        using TestSocket member = socket;

        (await JavaScriptExamples.ManageGroupAsync(_service)).Should().BeTrue();

        (await member.ReceiveTextAsync()).Should().Contain("<closeReason>");
        (await member.ReceiveCloseAsync()).Code.Should().Be(1000);
    }

    [Fact]
    public async Task Clients_AreCreated_AndCallTheService()
    {
        (await JavaScriptExamples.GetTokenAsync(_service)).Should().StartWith($"ws://127.0.0.1:{_emulator.Endpoint.Port}/client/hubs/chat?access_token=");
        (await JavaScriptExamples.GetRawResponseAsync(JavaScriptExamples.FromKey(_emulator.Endpoint, TestToken.Key))).Should().Be(202);
        JavaScriptExamples.FromIdentity(new Uri("https://demo.webpubsub.azure.com"), DelegatedTokenCredential.Create((_, _) => default)).Hub
            .Should().Be("chat");
    }

    [Fact]
    public async Task FakeClient_ReplacesTheServiceClient()
    {
        var fake = new JavaScriptExamples.FakeService();

        (await JavaScriptExamples.GetRawResponseAsync(fake)).Should().Be(202);

        fake.Sent.Should().Equal("Hi there!");
    }

    [Fact]
    public async Task LogLevel_PrintsTheRequests_WithoutSecrets()
    {
        int port = FreePort.Find();
        await using RunningProcess app = Repository.StartSample("ChatApp", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["AZURE_LOG_LEVEL"] = "info",
        });
        await app.WaitForAsync("Open http");
        using var http = new HttpClient();
        (await http.PostAsJsonAsync($"http://127.0.0.1:{port}/sign-in", new { name = "Ada" })).EnsureSuccessStatusCode();
        JsonElement answer = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/negotiate");

        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(new Uri(answer.GetProperty("url").GetString()!));

        using (socket)
        {
            await app.WaitForAsync("Azure-Core: Request .* POST http://127.0.0.1:.*/api/hubs/chat/:send");
            app.Output.Should().NotContain(TestToken.Key).And.NotContain("eyJ");
        }
    }
}
