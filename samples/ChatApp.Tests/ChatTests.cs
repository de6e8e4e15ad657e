// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;

namespace ChatApp.Tests;

/// <summary>Tests of the chat with WebSocket clients, as its users experience it.</summary>
public sealed class ChatTests(ChatAppFactory app) : IClassFixture<ChatAppFactory>
{
    [Fact]
    public async Task Say_WithText_ReachesOtherUsers()
    {
        await using TestClient ada = await app.JoinAsync("Ada");
        await using TestClient grace = await app.JoinAsync("Grace");

        await ada.SendEventAsync("say", new { text = "Hello, all of you" });

        (await grace.ReceiveAsync("Hello, all of you")).GetProperty("from").GetString().Should().Be("Ada");
    }

    [Fact]
    public async Task Disconnect_OfUser_IsAnnouncedToOtherUsers()
    {
        await using TestClient ada = await app.JoinAsync("Lise");
        TestClient grace = await app.JoinAsync("Emmy");

        await grace.DisposeAsync();

        await ada.ReceiveAsync("Emmy left.");
    }

    [Fact]
    public async Task Enter_WithRoom_AddsConnectionToGroup()
    {
        await using TestClient client = await app.JoinAsync("Sofia");

        await client.SendEventAsync("enter", new { room = "library" });

        await app.Emulator.Inspector.WaitForConnectionAsync(connection => connection.UserId == "Sofia" && connection.Groups.Contains("library"));
    }

    [Fact]
    public async Task UnknownEvent_IsRejected_WithReasonInTrace()
    {
        await using TestClient client = await app.JoinAsync("Mallory");

        await client.SendEventAsync("nonsense", new { });

        EmulatorHandlerCall call = await app.Emulator.Inspector.WaitForHandlerCallAsync(call => call.UserId == "Mallory" && call.EventName == "nonsense");
        call.Status.Should().Be(400);
        call.Reason.Should().Contain("Unknown event or invalid room");
    }
}
