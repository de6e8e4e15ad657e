// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using System.Text.Json;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The program in the README, run with the emulator in the README.</summary>
public sealed class SmallestAppTests
{
    [Fact]
    public void Readme_ShowsTheProgramThatIsTested()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string program = File.ReadAllText(Path.Combine(Repository.Root, "samples", "SmallestApp", "Program.cs"));

        string shown = readme.Split("<!-- samples/SmallestApp/Program.cs -->\n```csharp\n")[1].Split("```")[0];

        program.Should().EndWith("\n\n" + shown);
    }

    [Fact]
    public async Task Readme_Commands_ConnectAClientThroughTheEmulatorOfTheProgram()
    {
        string address = $"http://127.0.0.1:{FreePort.Find()}";
        await using RunningProcess app = Repository.StartSample("SmallestApp", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = address,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__WebPubSub"] = null,
        });
        await app.WaitForAsync("The live page of the emulator is");
        await using RunningProcess client = Repository.StartTool(null, "connect", "--negotiate", address + "/negotiate", "--protocol", "raw");
        await client.WaitForAsync("Connected to");

        await client.WriteLineAsync("Hello");

        await client.WaitForAsync("All: Hello");
        await client.WaitForAsync(@"\[sent\]");
    }

    [Theory]
    [InlineData("ftp://x", "--negotiate is not an http:// or https:// address.")]
    [InlineData("http://127.0.0.1:1/negotiate", "http://127.0.0.1:1/negotiate can't be reached: ")]
    public async Task Negotiate_ThatFails_NamesTheReason(string endpoint, string reason)
    {
        await using RunningProcess client = Repository.StartTool(null, "connect", "--negotiate", endpoint);

        (await client.WaitForExitAsync()).Should().NotBe(0);
        client.Output.Should().Contain(reason);
    }

    [Fact]
    public async Task Hub_SendsToAllAndReplies()
    {
        int port = FreePort.Find();
        await using RunningProcess emulator = Repository.StartTool(
            null,
            "--urls",
            "http://127.0.0.1:0",
            "--WebPubSub:Hubs:ChatHub:EventHandlers:0:UrlTemplate",
            $"http://127.0.0.1:{port}/eventhandler",
            "--WebPubSub:Hubs:ChatHub:EventHandlers:0:EventPattern",
            "*");
        string connectionString = (await emulator.WaitForAsync("Endpoint=.*;")).Value;
        await using RunningProcess app = Repository.StartSample("SmallestApp", new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__WebPubSub"] = connectionString,
        });
        await app.WaitForAsync("Now listening on");
        using var http = new HttpClient();

        JsonElement answer = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/negotiate");
        using TestSocket socket = await TestSocket.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!));
        await socket.SendTextAsync("hi");

        (await socket.ReceiveTextAsync()).Should().Be("All: hi");
        (await socket.ReceiveTextAsync()).Should().Be("[sent]");
    }
}
