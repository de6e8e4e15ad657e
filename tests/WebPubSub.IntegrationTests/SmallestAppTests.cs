// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using System.Text.Json;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The program of the README, on the emulator of the README.</summary>
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
    public async Task Hub_TellsEveryoneAndReplies()
    {
        int port = Repository.FindFreePort();
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

        JsonElement answer = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/negotiate?name=Ada");
        using TestSocket socket = await TestSocket.ConnectAsync(new Uri(answer.GetProperty("url").GetString()!));
        await socket.SendTextAsync("hi");

        (await socket.ReceiveTextAsync()).Should().Be("Ada: hi");
        (await socket.ReceiveTextAsync()).Should().Be("[sent]");
    }
}
