// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using WebPubSub;
using WebPubSub.Emulator;

namespace ChatApp.Tests;

/// <summary>Tests of code that uses the service client, with the emulator of a fixture: 200 cases in parallel, without sleeps.</summary>
public sealed class GroupTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly string[] Roles = ["webpubsub.joinLeaveGroup"];

    public static IEnumerable<TheoryDataRow<int>> Cases => Enumerable.Range(1, 200).Select(number => new TheoryDataRow<int>(number));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task MessageToAGroup_ReachesItsMembersOnly(int number)
    {
        WebPubSubServiceClient service = fixture.CreateHub();
        await using TestClient member = await TestClient.ConnectAsync(await service.GetClientAccessUriAsync(userId: "member", roles: Roles));
        await using TestClient stranger = await TestClient.ConnectAsync(await service.GetClientAccessUriAsync(userId: "stranger"));
        await member.JoinGroupAsync("room");
        await fixture.Emulator.Inspector.WaitForGroupAsync(service.Hub, "room");

        await service.SendToGroupAsync("room", $"to the room {number}");
        await service.SendToAllAsync($"to all {number}");

        (await member.ReceiveAsync($"to the room {number}")).GetString().Should().Be($"to the room {number}");
        await member.ReceiveAsync($"to all {number}");
        JsonElement first = await stranger.ReceiveAsync();
        first.GetProperty("data").GetString().Should().Be($"to all {number}", "the client is not a member of the group");
        fixture.Emulator.Inspector.GetUsers(service.Hub).Should().Equal("member", "stranger");
    }

    [Fact]
    public async Task ThrottledCall_IsRepeated()
    {
        WebPubSubServiceClient service = fixture.CreateHub();
        using EmulatorFault fault = fixture.Emulator.Faults.FailRest(429, TimeSpan.Zero, call => call.Hub == service.Hub);

        await service.SendToAllAsync("hi");

        fault.Hits.Should().Be(1);
    }
}
