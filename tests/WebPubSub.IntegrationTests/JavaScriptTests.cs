// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.IntegrationTests;

/// <summary>The unmodified official JavaScript packages against the tool, and against a .NET hub through the emulator.</summary>
public sealed class JavaScriptTests(ToolFixture tool) : IClassFixture<ToolFixture>
{
    public static TheoryData<string, string> Scenarios { get; } = new(
        from scenario in (string[])[
            "sendToAll", "sendToUserAndConnection", "groups", "exists", "closeConnection", "closeMany", "groupsOfTheToken", "groupsInBulk", "permissions",
            "filtersAndLifetimes", "clientsShareAGroup", "repeatedAckId", "withoutTheRole", "eventWithoutHandler", "wrongKey"]
        from protocol in (string[])["plain", "reliable"]
        select (scenario, protocol));

    [Covers("`joinGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`leaveGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`sendToGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`event`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`ack`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`SendToAll`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`SendToUser`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`SendToConnection`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`SendToGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`ConnectionExists`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`UserExists`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`GroupExists`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`CloseConnection`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`CloseAllConnections`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`CloseGroupConnections`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`CloseUserConnections`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`AddConnectionToGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RemoveConnectionFromGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RemoveConnectionFromAllGroups`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`AddUserToGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RemoveUserFromGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RemoveUserFromAllGroups`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`AddConnectionsToGroups`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RemoveConnectionsFromGroups`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`ListConnectionsInGroup`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`GrantPermission`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`RevokePermission`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`CheckPermission`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`json.webpubsub.azure.v1`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`json.reliable.webpubsub.azure.v1`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`sendToGroup`, `noEcho`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`system`, `connected`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`system`, `disconnected`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`message` from a group", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("`message` from the server", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("acknowledgement, `Forbidden`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("acknowledgement, `Duplicate`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("acknowledgement, `InternalServerError`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0 and @azure/web-pubsub-client 1.1.0")]
    [Covers("filters", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0")]
    [Covers("excluded connections", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0")]
    [Covers("401", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0")]
    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task ServiceClientAndClient_WorkOnTheTool(string scenario, string protocol) =>
        Repository.RunScriptAsync("service-client.mjs", Environment(tool.ConnectionString), scenario, protocol);

    [Covers("replay of unacknowledged messages, in order", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("reconnection token", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`sendToGroup`, `stream` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`streamData` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`streamEnd` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`streamAck` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`streamClosed` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("close 1008, recovery refused", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
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
    public async Task Client_ExchangesMessagesWithADotNetHub()
    {
        await using EndToEndApp app = await EndToEndApp.StartAsync();

        await Repository.RunScriptAsync("hub-events.mjs", Environment(app.Emulator.ConnectionString));

        app.Hub.Lines.Should().Contain(["say hi", """say {"a":1}"""]);
    }

    [Covers("validation (`OPTIONS`)", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("`connect`", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("`connected`", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("`disconnected`", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("custom event", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("group `joined`", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("group `left`", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("connection state", Evidence.OfficialClient, "@azure/web-pubsub-express 1.1.0")]
    [Covers("`invoke` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Covers("`invokeResponse` (preview)", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0")]
    [Theory]
    [InlineData("plain")]
    [InlineData("reliable")]
    public async Task ExpressApp_IsAnEventHandlerOfTheTool(string protocol)
    {
        int port = FreePort.Find();
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
