// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

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
    public async Task Hub_SendsToAllAndReplies() => await ChatAsync(environment => Repository.StartSample("SmallestApp", environment));

    [Fact]
    public async Task Hub_PublishedAsNativeCode_SendsToAllAndReplies()
    {
        string program = Path.Combine(Repository.Root, "artifacts", "publish", "smallest-app", "SmallestApp");
        File.Exists(program).Should().BeTrue("eng/test.sh publishes {0}", program);
        await ChatAsync(environment => RunningProcess.Start(program, [], environment, Path.GetDirectoryName(program)));
    }

    private static async Task ChatAsync(Func<Dictionary<string, string?>, RunningProcess> start)
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
        await using RunningProcess app = start(new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__WebPubSub"] = connectionString,
        });
        await app.WaitForAsync("Now listening on");
        using var http = new HttpClient();

        string url = await http.GetStringAsync($"http://127.0.0.1:{port}/negotiate?name=Ada");
        using TestSocket socket = await TestSocket.ConnectAsync(new Uri(url));
        await socket.SendTextAsync("hi");

        (await socket.ReceiveTextAsync()).Should().Be("Ada: hi");
        (await socket.ReceiveTextAsync()).Should().Be("[sent]");
    }
}
