// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The chat sample in two instances with one Redis.</summary>
public sealed partial class ChatInstancesTests
{
    [Fact]
    public async Task PagesOfTwoInstances_ListBothUsers_AndOneInstanceIsRightAfterTheOtherDied()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using RunningProcess app = Start(redis.Configuration);
        (int Process, Uri Address)[] instances = await WaitForInstancesAsync(app);

        using TestSocket ada = await JoinAsync(instances[0].Address, "Ada");
        using TestSocket grace = await JoinAsync(instances[1].Address, "Grace");
        await WaitForPeopleAsync(ada, "Ada", "Grace");
        await grace.SendTextAsync("""{"type":"event","event":"say","dataType":"json","data":{"text":"/who"},"ackId":1}""");
        await WaitForTextAsync(grace, "Here: Ada, Grace.");

        using (Process first = Process.GetProcessById(instances[0].Process))
        {
            first.Kill();
        }

        ada.Dispose();
        await WaitForPeopleAsync(grace, "Grace");
        app.Output.Should().Contain("Instance 1 has ended.").And.NotContain("Yarp", "a stack trace each second hides what the instances write");
    }

    [Fact]
    public async Task Chat_GoesOn_WhileRedisIsAway_AndListsAllUsers_WhenItIsBack()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using RunningProcess app = Start(redis.Configuration);
        (int Process, Uri Address)[] instances = await WaitForInstancesAsync(app);
        using TestSocket ada = await JoinAsync(instances[0].Address, "Ada");
        using TestSocket grace = await JoinAsync(instances[1].Address, "Grace");
        await WaitForPeopleAsync(ada, "Ada", "Grace");

        await redis.KillAsync();
        using TestSocket lin = await JoinAsync(instances[0].Address, "Lin");
        await lin.SendTextAsync("""{"type":"event","event":"say","dataType":"json","data":{"text":"Hello from Lin"},"ackId":1}""");
        await WaitForTextAsync(grace, "Hello from Lin");
        await redis.StartAsync();
        await WaitForPeopleAsync(grace, "Ada", "Grace", "Lin");
        await WaitForPeopleAsync(ada, "Ada", "Grace", "Lin");
    }

    [Fact]
    public async Task WithoutRedis_OneInstanceStarts_AndSaysWhy()
    {
        await using RunningProcess app = Start();
        await app.WaitForAsync(@"^\[1\] +Open http");
        app.Output.Should().Contain("Several instances share their users in Redis.").And.NotContain("Instance 2");
    }

    private static RunningProcess Start(string? redis = null) => RunningProcess.Start(
        Path.Combine(Repository.Root, "artifacts", "bin", "ChatApp", "release", "ChatApp"),
        ["--instances", "2"],
        new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__WebPubSub"] = null,
            ["ConnectionStrings__Redis"] = redis,
        },
        Path.Combine(Repository.Root, "samples", "ChatApp"));

    private static async Task<(int Process, Uri Address)[]> WaitForInstancesAsync(RunningProcess app)
    {
        await TestTimeout.UntilAsync(() => OpenLine().Count(app.Output) == 2, () => $"both instances:\n{app.Output}");
        return [.. InstanceLine().Matches(app.Output)
            .Select(line => (int.Parse(line.Groups["process"].Value, CultureInfo.InvariantCulture), new Uri(line.Groups["address"].Value)))];
    }

    private static async Task<TestSocket> JoinAsync(Uri instance, string name)
    {
        using var http = new HttpClient { BaseAddress = instance };
        (await http.PostAsJsonAsync(new Uri("/sign-in", UriKind.Relative), new { name })).EnsureSuccessStatusCode();
        JsonElement answer = await http.GetFromJsonAsync<JsonElement>("/negotiate");
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(new Uri(answer.GetProperty("url").GetString()!));
        return socket;
    }

    private static Task WaitForPeopleAsync(TestSocket socket, params string[] people) =>
        WaitForTextAsync(socket, $"\"people\":[{string.Join(',', people.Select(name => $"\"{name}\""))}]");

    private static async Task WaitForTextAsync(TestSocket socket, string text)
    {
        string received = "";
        while (!received.Contains(text, StringComparison.Ordinal))
        {
            received = await socket.ReceiveTextAsync();
        }
    }

    [GeneratedRegex(@"^\[\d\] +Open http", RegexOptions.Multiline)]
    private static partial Regex OpenLine();

    [GeneratedRegex(@"^Instance \d+ is process (?<process>\d+): (?<address>\S+)", RegexOptions.Multiline)]
    private static partial Regex InstanceLine();
}
