// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The official JavaScript packages, unchanged, against the tool, and against a hub of ours through the emulator.</summary>
public sealed class JavaScriptTests(ToolFixture tool) : IClassFixture<ToolFixture>
{
    public static TheoryData<string, string> Scenarios { get; } = new(
        from scenario in (string[])[
            "sendToAll", "sendToUserAndConnection", "groups", "exists", "closeConnection", "closeMany", "groupsOfTheToken", "groupsInBulk", "permissions",
            "filtersAndLifetimes", "clientsShareAGroup", "repeatedAckId", "withoutTheRole", "eventWithoutHandler", "wrongKey"]
        from protocol in (string[])["plain", "reliable"]
        select (scenario, protocol));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task ServiceClientAndClient_WorkOnTheTool(string scenario, string protocol) =>
        Repository.RunScriptAsync("service-client.mjs", Environment(tool.ConnectionString), scenario, protocol);

    [Theory]
    [InlineData("recoveryAfterAKilledSocket")]
    [InlineData("messagesSentMeanwhileArriveOnce")]
    [InlineData("rejoinAfterALostConnection")]
    [InlineData("groupStream")]
    [InlineData("abortedGroupStream")]
    [InlineData("groupStreamAcrossARecovery")]
    public Task ReliableClient_WorksThroughABadNetwork(string scenario) =>
        Repository.RunScriptAsync("reliable-client.mjs", Environment(tool.ConnectionString), scenario);

    [Fact]
    public async Task Client_TalksToAHubOfOurs()
    {
        await using WholePathApp app = await WholePathApp.StartAsync();

        await Repository.RunScriptAsync("hub-events.mjs", Environment(app.Emulator.ConnectionString));

        app.Hub.Lines.Should().Contain(["say hi", """say {"a":1}"""]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("reliable")]
    public async Task ExpressApp_IsAnEventHandlerOfTheTool(string protocol)
    {
        int port = Repository.FindFreePort();
        var settings = new Dictionary<string, string?>
        {
            ["WebPubSub__Hubs__chat__EventHandlers__0__UrlTemplate"] = $"http://127.0.0.1:{port}/api/webpubsub/hubs/chat/",
            ["WebPubSub__Hubs__chat__EventHandlers__0__SystemEvents__0"] = "connect",
            ["WebPubSub__Hubs__chat__EventHandlers__0__SystemEvents__1"] = "connected",
            ["WebPubSub__Hubs__chat__EventHandlers__0__SystemEvents__2"] = "disconnected",
            ["WebPubSub__Hubs__chat__EventHandlers__0__EventPattern"] = "*",
            ["WebPubSub__Hubs__chat__EventHandlers__0__GroupPresenceEvents__EventNames__0"] = "joined",
            ["WebPubSub__Hubs__chat__EventHandlers__0__GroupPresenceEvents__EventNames__1"] = "left",
        };
        await using RunningProcess configured = Repository.StartTool(settings, "--urls", "http://127.0.0.1:0");
        string connectionString = (await configured.WaitForAsync("Endpoint=.*;")).Value;

        Dictionary<string, string?> environment = Environment(connectionString);
        environment["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Repository.RunScriptAsync("express-handler.mjs", environment, protocol);
    }

    private static Dictionary<string, string?> Environment(string connectionString) => new() { ["CONNECTION_STRING"] = connectionString };
}
