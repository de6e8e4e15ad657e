// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>End-to-end tests with real components: client, emulator, signed events, hub, injected service client, REST API and client.</summary>
public sealed class EndToEndTests : IAsyncLifetime
{
    private EndToEndApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await EndToEndApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Client_ConnectsTalksAndLeaves()
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await _app.Service.GetClientAccessUriAsync(userId: "ann"));
        using (socket)
        {
            (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("ann joined");
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            (await socket.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"hi #1"}""");
            await socket.ReceiveTextAsync();
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"again"}""");
            (await socket.ReceiveTextAsync()).Should().Contain("again #2", "the second event contains the state");
            await socket.CloseAsync(description: "done");
        }

        await TestTimeout.UntilAsync(() => _app.Hub.Lines.Contains("disconnected ann done"), "the disconnected event");
        _app.Hub.Lines.Should().BeEquivalentTo(
            "connect ann json.webpubsub.azure.v1", "connected ann", "say hi", "say again", "disconnected ann done");
    }

    [Fact]
    public async Task Trace_NamesTheCauseOfEachEntry()
    {
        EmulatorInspector inspector = _app.Emulator.Inspector;
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(await _app.Service.GetClientAccessUriAsync(userId: "ann"));
        using (socket)
        {
            await socket.ReceiveJsonAsync();
            await socket.SendTextAsync("""{"type":"event","event":"say","dataType":"text","data":"hi","ackId":1}""");
            await inspector.WaitForMessageAsync(message => message.Message is AckMessage);
        }

        EmulatorConnectionEvent opened = inspector.ConnectionEvents.Single(e => e.Kind == EmulatorConnectionEventKind.Opened);
        EmulatorHandlerCall connected = await inspector.WaitForHandlerCallAsync(call => call.EventName == "connected");
        EmulatorRestCall send = inspector.RestCalls.Single(call => call.Path.Contains("/:send"));
        EmulatorMessage joined = inspector.Messages.Single(message => message.Data?.ToString() == "ann joined");
        connected.ParentNumber.Should().Be(opened.Number);
        send.ParentNumber.Should().Be(connected.Number, "the injected client propagates the trace of the event");
        joined.ParentNumber.Should().Be(send.Number);

        EmulatorMessage frame = inspector.Messages.Single(message => message.Message is SendEventMessage);
        EmulatorHandlerCall say = inspector.HandlerCalls.Single(call => call.EventName == "say");
        EmulatorMessage reply = inspector.Messages.Single(message => message.Data?.ToString() == "hi #1");
        frame.ParentNumber.Should().BeNull();
        say.ParentNumber.Should().Be(frame.Number);
        reply.ParentNumber.Should().Be(frame.Number);
        inspector.Entries.Select(entry => entry.Number).Should().BeInAscendingOrder("entries are ordered by their start");
        inspector.Entries.Should().OnlyContain(entry => entry.ParentNumber == null || entry.ParentNumber < entry.Number, "a cause precedes its effects")
            .And.OnlyContain(entry => entry.IsPending || entry.EndTime >= entry.Time);
    }

    [Fact]
    public async Task RawClient_GetsBareReplies()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(await _app.Service.GetClientAccessUriAsync(userId: "raw"));
        (await socket.ReceiveTextAsync()).Should().Be("raw joined");

        await socket.SendTextAsync("hi");

        (await socket.ReceiveTextAsync()).Should().Be("hi #1");
        _app.Hub.Lines.Should().Contain("message hi");
    }

    [Fact]
    public async Task RejectedClient_ReceivesTheStatus()
    {
        (await TestSocket.ConnectRejectedAsync(await _app.Service.GetClientAccessUriAsync(userId: "mallory"))).Should().Be(401);
        _app.Hub.Lines.Should().Equal("connect mallory ");
    }

    [Fact]
    public async Task GroupOfTheConnectReply_CanBeSentTo()
    {
        using TestSocket socket = await TestSocket.ConnectAsync(await _app.Service.GetClientAccessUriAsync(userId: "ann"));
        await socket.ReceiveTextAsync();

        await _app.Service.Group("everyone").SendToAllAsync(BinaryData.FromBytes([1, 2, 3]));

        (await socket.ReceiveAsync()).Bytes.Should().Equal(1, 2, 3);
        (await _app.Service.Group("everyone").ExistsAsync()).Value.Should().BeTrue();
    }

    [Fact]
    public async Task TheSameHub_AnswersTheLiteralRequestOfTheReference()
    {
        // The request of docs/protocols/event-handler.md#17-test-vectors, with another hub and path.
        const string Request = """
            POST /events/echo/connect HTTP/1.1
            Host: localhost
            ce-specversion: 1.0
            ce-awpsversion: 1.0
            ce-type: azure.webpubsub.sys.connect
            ce-source: /hubs/echo/client/conn-1
            ce-id: 0
            ce-time: 2026-09-20T08:00:00Z
            ce-connectionId: conn-1
            ce-hub: echo
            ce-eventName: connect
            ce-userId: alice
            ce-signature: sha256=261f7f58ff9fb9bb8be7e4951a807fe6091e5c074885bf63b865eccd28728881
            WebHook-Request-Origin: localhost
            x-ms-client-request-id: 2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77
            Content-Type: application/json
            Connection: close
            Content-Length: 159

            {"claims":{"sub":["alice"]},"query":{"tag":["a","b"]},"headers":{"Host":["localhost:8080"]},"subprotocols":["json.webpubsub.azure.v1"],"clientCertificates":[]}
            """;
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(_app.Address.Host, _app.Address.Port);
        await tcp.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Request.ReplaceLineEndings("\r\n")));

        string answer = await new StreamReader(tcp.GetStream()).ReadToEndAsync().WithTimeoutAsync("the answer");

        answer.Should().StartWith("HTTP/1.1 200 OK\r\n").And.EndWith("\r\n\r\n{\"groups\":[\"everyone\"]}");
        _app.Hub.Lines.Should().Equal("connect alice json.webpubsub.azure.v1");
    }

    [Fact]
    public async Task Logs_HoldNoSecrets()
    {
        Uri uri = await _app.Service.GetClientAccessUriAsync(userId: "ann");
        using TestSocket socket = await TestSocket.ConnectAsync(uri);
        await socket.ReceiveTextAsync();
        await TestSocket.ConnectRejectedAsync(new Uri(uri.AbsoluteUri.Replace("/echo?", "/other?", StringComparison.Ordinal)));
        await TestSocket.ConnectRejectedAsync(await _app.Service.GetClientAccessUriAsync(userId: "mallory"));

        _app.Logs.All.Should().Contain("The token is for hub 'echo', but the client connects to hub 'other'.").And.Contain("The event handler rejected the client.");
        _app.Logs.All.Should().NotContain("eyJ").And.NotContain("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    }
}
