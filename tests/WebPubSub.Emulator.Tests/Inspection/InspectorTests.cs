// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests.Inspection;

/// <summary>The inspection API for tests, and the messages of waits that time out.</summary>
public sealed class InspectorTests : EmulatorTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private EmulatorInspector Inspector => Emulator.Inspector;

    [Fact]
    public async Task Connection_IsListedWithItsProperties()
    {
        using TestSocket socket = await ConnectJsonAsync("alice", ["webpubsub.sendToGroup.room"], ["room", "hall"]);

        EmulatorConnection connection = await Inspector.WaitForUserAsync("Chat", "alice");

        connection.Should().BeEquivalentTo(new
        {
            Hub = "chat",
            UserId = "alice",
            Subprotocol = "json.webpubsub.azure.v1",
            Groups = new[] { "hall", "room" },
            Roles = new[] { "webpubsub.sendToGroup.room" },
            IsDetached = false,
            BufferedMessages = 0,
            BufferedBytes = 0L,
        });
        connection.CanSendToGroup("room").Should().BeTrue();
        connection.CanSendToGroup("hall").Should().BeFalse();
        connection.CanJoinLeaveGroup("room").Should().BeFalse();
        connection.OpenedAt.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        Inspector.GetUsers("chat").Should().Equal("alice");
        Inspector.GetGroups("chat").Should().Equal("hall", "room");
        Inspector.GetConnections("nowhere").Should().BeEmpty();
    }

    [Fact]
    public async Task Waits_CompleteWhenTheConditionIsTrue()
    {
        Task<EmulatorConnection> user = Inspector.WaitForUserAsync("chat", "alice");
        Task<IReadOnlyList<EmulatorConnection>> group = Inspector.WaitForGroupAsync("chat", "room", 2);
        using TestSocket alice = await ConnectJsonAsync("alice");
        await user.WithTimeoutAsync("alice");
        await alice.SendTextAsync("""{"type":"joinGroup","group":"room","ackId":1}""");
        await alice.ReceiveTextAsync();
        group.IsCompleted.Should().BeFalse("the group has only one member");

        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["room"]);

        (await group).Select(member => member.UserId).Should().BeEquivalentTo("alice", "bob");
        Task gone = Inspector.WaitForNoConnectionAsync(connection => connection.UserId == "bob");
        gone.IsCompleted.Should().BeFalse();
        await bob.CloseAsync();
        await gone.WithTimeoutAsync("bob's end");
    }

    [Fact]
    public async Task WaitForPermission_CompletesAfterGrantAndRevocation()
    {
        (TestSocket socket, string id) = await TestSocket.ConnectJsonAsync(ClientUri());
        using (socket)
        {
            Task<EmulatorConnection> granted = Inspector.WaitForPermissionAsync(id, WebPubSubPermission.SendToGroup, "room");
            await SendAsync("PUT", $"/api/hubs/chat/permissions/sendToGroup/connections/{id}?targetName=room");
            await granted.WithTimeoutAsync("the permission");

            Task<EmulatorConnection> revoked = Inspector.WaitForPermissionAsync(id, WebPubSubPermission.SendToGroup, "room", isAllowed: false);
            await SendAsync("DELETE", $"/api/hubs/chat/permissions/sendToGroup/connections/{id}?targetName=room");
            await revoked.WithTimeoutAsync("its end");
        }
    }

    [Fact]
    public async Task Messages_AreSeenInBothDirections_AFanOutOnce()
    {
        using TestSocket alice = await ConnectJsonAsync("alice", groups: ["room"]);
        using TestSocket raw = await TestSocket.ConnectAsync(ClientUri("bob", groups: ["room"]));
        await alice.SendTextAsync("""{"type":"sendToGroup","group":"room","dataType":"text","data":"hi","ackId":7}""");

        EmulatorMessage sent = await Inspector.WaitForMessageAsync(message => message.IsFromClient);
        EmulatorMessage delivered = await Inspector.WaitForMessageAsync(message => !message.IsFromClient && message.Kind == "message");
        EmulatorMessage ack = await Inspector.WaitForMessageAsync(message => message.Message is AckMessage { AckId: 7, Success: true });

        sent.Should().BeEquivalentTo(new { Kind = "sendToGroup", Group = "room", UserId = "alice", Hub = "chat", IsFailure = false });
        sent.Data!.ToString().Should().Be("hi");
        delivered.ConnectionIds.Should().HaveCount(2);
        delivered.ConnectionId.Should().BeNull();
        ack.ConnectionIds.Should().Equal(sent.ConnectionId);
        sent.Number.Should().BeLessThan(delivered.Number);
        delivered.Number.Should().BeLessThan(ack.Number);
    }

    [Fact]
    public async Task RestCall_NamesTheEventOfItsTraceState_AndNoOther()
    {
        EmulatorHandlerCall call;
        using (await ConnectJsonAsync("alice"))
        {
            call = await Inspector.WaitForHandlerCallAsync(call => call.EventName == "connected");
        }

        string own = EventTraceContext.CreateState(call);
        foreach ((string path, string? state) in new[] { ("own", own), ("several", "other=1, " + own), ("foreign", "other=1"), ("malformed", own[..^1] + "zz"), ("none", null) })
        {
            await SendAsync("HEAD", "/api/hubs/chat/users/" + path, content: null, request => request.Headers.TryAddWithoutValidation("tracestate", state));
        }

        (await Inspector.WaitForRestCallAsync(rest => rest.Path.EndsWith("own"))).ParentNumber.Should().Be(call.Number);
        (await Inspector.WaitForRestCallAsync(rest => rest.Path.EndsWith("several"))).ParentNumber.Should().Be(call.Number);
        (await Inspector.WaitForRestCallAsync(rest => rest.Path.EndsWith("foreign"))).ParentNumber.Should().BeNull();
        (await Inspector.WaitForRestCallAsync(rest => rest.Path.EndsWith("malformed"))).ParentNumber.Should().BeNull();
        (await Inspector.WaitForRestCallAsync(rest => rest.Path.EndsWith("none"))).ParentNumber.Should().BeNull();
    }

    [Fact]
    public async Task EndOfAConnection_CausesItsLastEvent()
    {
        (await ConnectJsonAsync("alice")).Dispose();

        EmulatorHandlerCall disconnected = await Inspector.WaitForHandlerCallAsync(call => call.EventName == "disconnected");

        disconnected.ParentNumber.Should().Be(Inspector.ConnectionEvents.Single(e => e.Kind == EmulatorConnectionEventKind.Closed).Number);
    }

    [Fact]
    public async Task ReconnectionToken_IsNotShown()
    {
        (TestSocket socket, string id, string token) = await TestSocket.ConnectReliableAsync(ClientUri("alice"));
        using (socket)
        {
            EmulatorMessage connected = await Inspector.WaitForMessageAsync(message => message.Kind == "connected");

            connected.Message.Should().BeEquivalentTo(new ConnectedMessage("alice", id, null));
            string.Concat(Inspector.Entries).Should().NotContain(token);
        }
    }

    [Fact]
    public async Task MalformedMessage_IsSeenWithItsReason()
    {
        using TestSocket socket = await ConnectJsonAsync();
        await socket.SendTextAsync("""{"type":"nonsense"}""");

        EmulatorMessage message = await Inspector.WaitForMessageAsync(message => message.Message is null);

        message.IsFailure.Should().BeTrue();
        message.Reason.Should().StartWith("The message is malformed: ");
        message.MalformedFrame!.ToString().Should().Be("""{"type":"nonsense"}""");
    }

    [Fact]
    public async Task RestCall_WithoutReceivers_HasTheReason()
    {
        await SendAsync("POST", "/api/hubs/chat/users/missing/:send?api-version=2024-12-01", "hi");

        EmulatorRestCall call = await Inspector.WaitForRestCallAsync(call => call.Method == "POST");

        call.Should().BeEquivalentTo(new
        {
            Hub = "chat",
            Path = "/api/hubs/chat/users/missing/:send?api-version=2024-12-01",
            Status = 202,
            IsFailure = false,
            Reason = "No connection received the message, because no such connection exists at the moment.",
        });
        call.Body!.ToString().Should().Be("hi");
    }

    [Theory]
    [InlineData("HEAD", "/api/hubs/chat/users/missing", 404, false)]
    [InlineData("POST", "/api/hubs/chat/:nonsense", 404, true)]
    [InlineData("POST", "/api/hubs/chat/:send?api-version=1", 400, true)]
    public async Task RestCall_WithAnErrorStatus_IsAFailure_ExceptForHead(string method, string path, int status, bool isFailure)
    {
        await SendAsync(method, path, method == "HEAD" ? null : "hi");

        (await Inspector.WaitForRestCallAsync(call => call.Status == status)).IsFailure.Should().Be(isFailure);
    }

    [Fact]
    public async Task RejectedClient_IsTracedWithTheReason()
    {
        await TestSocket.ConnectRejectedAsync(new Uri($"ws://{Emulator.Endpoint.Authority}/client/hubs/Chat"));

        EmulatorConnectionEvent refused = await Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Rejected);

        refused.Should().BeEquivalentTo(new { Hub = "chat", Status = 401, IsFailure = true, Reason = "The request has no access token. Clients use the URL that GetClientAccessUriAsync returns, and REST calls have an Authorization header. The hub does not allow anonymous clients." });
    }

    [Fact]
    public async Task WaitThatTimesOut_DescribesTheCurrentState()
    {
        using TestSocket alice = await ConnectJsonAsync("alice", groups: ["room"]);
        await alice.SendTextAsync("""{"type":"ping"}""");
        await alice.ReceiveTextAsync();

        string bob = await FailAsync(() => Inspector.WaitForUserAsync("chat", "bob", Short));
        string big = await FailAsync(() => Inspector.WaitForGroupAsync("chat", "room", 2, Short));
        string message = await FailAsync(() => Inspector.WaitForMessageAsync(message => message.Group == "room", Short));
        string call = await FailAsync(() => Inspector.WaitForRestCallAsync(call => call.Status == 500, Short));

        bob.Should().StartWith("Waited 0.05 s for user 'bob' in hub 'chat'. Connections (1):").And.Contain("(alice) of 'chat' (json.webpubsub.azure.v1) in room");
        big.Should().StartWith("Waited 0.05 s for 2 members of group 'room' of hub 'chat'. Connections (1):");
        message.Should().StartWith("Waited 0.05 s for a message with message => message.Group == \"room\". Seen (3):").And.Contain("(alice) of 'chat': ping");
        call.Should().StartWith("Waited 0.05 s for a REST call with call => call.Status == 500. No entry of this kind. All entries (");
    }

    [Fact]
    public async Task CancelledWait_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        Task<EmulatorConnection> wait = Inspector.WaitForConnectionAsync(_ => true, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await wait.Invoking(w => w).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Trace_KeepsTheLastOnly_AndCanBeCleared()
    {
        await using WebPubSubEmulator small = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0, TraceCapacity = 3 });
        var service = new WebPubSubServiceClient(small.ConnectionString, "chat");
        for (int i = 0; i < 5; i++)
        {
            await service.SendToAllAsync($"{i}");
        }

        await small.Inspector.WaitForRestCallAsync(call => call.Number == 5);
        small.Inspector.RestCalls.Select(call => call.Body!.ToString()).Should().Equal("2", "3", "4");
        small.Inspector.Clear();
        small.Inspector.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Trace_IsLimitedInBytes()
    {
        string large = new('x', 1024 * 1024 - 1024);
        for (int i = 0; i < 20; i++)
        {
            (await SendAsync("POST", "/api/hubs/chat/:send", large)).EnsureSuccessStatusCode();
        }

        await Inspector.WaitForRestCallAsync(call => call.Number == 20);
        Inspector.RestCalls.Should().HaveCount(16);
    }

    [Fact]
    public async Task DisabledTrace_HasNoEntries_AndWaitsForEntriesThrow()
    {
        await using WebPubSubEmulator blind = await WebPubSubEmulator.StartAsync(new WebPubSubEmulatorOptions { Port = 0, TraceCapacity = 0 });
        using TestSocket socket = await TestSocket.ConnectAsync(TestToken.ClientUri(blind.Endpoint, userId: "alice"));

        await blind.Inspector.WaitForUserAsync("chat", "alice");

        blind.Inspector.Entries.Should().BeEmpty();
        await blind.Inspector.Invoking(inspector => inspector.WaitForMessageAsync(_ => true)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*TraceCapacity*");
    }

    private static async Task<string> FailAsync(Func<Task> wait) => (await wait.Should().ThrowAsync<TimeoutException>()).Which.Message;
}
