// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>
/// Tests for a client whose service behaves in an unusual but correct way, or breaks the protocol. The frames are literal:
/// docs/protocols/client-protocols.md#5-json-upstream-messages, #6-json-downstream-messages, #10-acknowledgements and #11-reliable-protocols.
/// </summary>
public sealed class ScriptedTests : IAsyncLifetime
{
    private readonly CapturedLogs _logs = new();
    private readonly EventList<string> _events = new();
    private ScriptedService _service = null!;
    private WebPubSubClient _client = null!;

    public async ValueTask InitializeAsync() => _service = await ScriptedService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync(); // disposed first, because it does not answer a close and the clock of the client may not advance
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task UnknownAndMalformedMessages_AreIgnored()
    {
        ScriptedPeer peer = await StartAsync();

        await peer.SendAsync("""{"type":"fromTheFuture","sequenceId":1}""");
        await peer.SendAsync("""{"type":"message","from":"moon","data":"x","dataType":"text","sequenceId":2}""");
        await peer.SendAsync("""{"type":"system","event":"eclipse"}""");
        await peer.SendAsync("""not json""");
        await peer.SendAsync("""[]""");
        await peer.SendAsync("""{"type":"ack","ackId":99,"success":true}""");
        await peer.SendAsync("""{"type":"message","from":"server","dataType":"image","data":"x","sequenceId":3}""");
        await peer.SendPieceAsync("""{"future":[1,{}],"data":"h""", isLast: false);
        await peer.SendPieceAsync("""i","sequenceId":4,"dataType":"text","from":"server","type":"message"}""", isLast: true);

        await WaitForLineAsync("server hi");
        await peer.ExpectAcknowledgementAsync(4);
        _events.Should().Equal("server hi");
    }

    [Fact]
    public async Task Recovery_UsesTheLastReconnectionToken_AndSkipsDuplicates()
    {
        ScriptedPeer peer = await StartAsync();
        await peer.SendAsync(Message(1));
        await peer.SendAsync(Message(2));
        await WaitForLineAsync("server 2");

        peer.Abort();
        ScriptedPeer second = await _service.AcceptAsync();
        second.Query.Should().Be("?access_token=old%2Btoken&awps_connection_id=c1&awps_reconnection_token=t1");
        await second.SendAsync("""{"type":"system","event":"connected","userId":"ann","connectionId":"c1","reconnectionToken":"t/2"}""");
        await second.SendAsync(Message(1)); // repeated, because the acknowledgement did not arrive
        await second.SendAsync(Message(2));
        await second.SendAsync(Message(3));
        await WaitForLineAsync("server 3");
        await second.ExpectAcknowledgementAsync(3);
        second.Abort();
        ScriptedPeer third = await _service.AcceptAsync();

        third.Query.Should().Be("?access_token=old%2Btoken&awps_connection_id=c1&awps_reconnection_token=t%2F2");
        _events.Should().Equal("server 1", "server 2", "server 3");
    }

    [Fact]
    public async Task LostAcknowledgement_RepeatsTheSameFrame_AndDuplicateIsSuccess()
    {
        const string Frame = """{"type":"sendToGroup","group":"g","ackId":4503599627370496,"dataType":"text","data":"once"}""";
        ScriptedPeer peer = await StartAsync();
        Task<WebPubSubResult> sending = _client.SendToGroupAsync("g", BinaryData.FromString("once"), WebPubSubDataType.Text);
        await peer.ExpectAsync(Frame);

        peer.Abort(); // the service has processed the message, and its acknowledgement is lost
        ScriptedPeer second = await _service.AcceptAsync();
        await second.SendAsync("""{"type":"pong"}""");
        await second.ExpectAsync(Frame);
        await second.SendAsync("""{"type":"ack","ackId":4503599627370496,"success":false,"error":{"name":"Duplicate","message":"Message with ack-id: 4503599627370496 has been processed"}}""");

        WebPubSubResult result = await sending.WithTimeoutAsync("the send");
        result.Should().BeEquivalentTo(new { AckId = AckIds.First, IsDuplicated = true });
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    public async Task GatewayError_DuringRecovery_IsRetried(int status)
    {
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time });
        _service.RejectionStatus = status;
        peer.Abort();
        await _service.WaitForRejectionAsync();
        await TestTimeout.UntilAsync(() => _client.State == WebPubSubClientState.Recovering, "the recovery");

        _service.RejectionStatus = 0;
        ScriptedPeer second = await AdvanceTimeUntilCompletedAsync(time, _service.AcceptAsync());

        second.Query.Should().Contain("awps_connection_id=c1");
        await second.SendAsync("""{"type":"pong"}""");
        await TestTimeout.UntilAsync(() => _client.State == WebPubSubClientState.Connected, "the recovery");
        _client.ConnectionId.Should().Be("c1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RejectedRecovery_StartsANewConnection(bool isClose)
    {
        ScriptedPeer peer = await StartAsync();
        _service.RejectionStatus = isClose ? 0 : 404;
        peer.Abort();
        if (isClose)
        {
            await (await _service.AcceptAsync()).CloseAsync(1008, "The connection could not be recovered.");
        }
        else
        {
            await _service.WaitForRejectionAsync();
            _service.RejectionStatus = 0;
        }

        ScriptedPeer second = await _service.AcceptConnectedAsync("c2");

        second.Query.Should().Be("?access_token=old%2Btoken");
        await TestTimeout.UntilAsync(() => _client.ConnectionId == "c2", "the new connection");
    }

    [Fact]
    public async Task RecoveryTimeout_StartsANewConnection()
    {
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time });
        _service.RejectionStatus = 502;
        peer.Abort();
        for (int seconds = 0; seconds < 31; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return _client.State == WebPubSubClientState.Disconnected;
            },
            "the end of the recovery");
        _service.RejectionStatus = 0;
        ScriptedPeer second = await AdvanceTimeUntilCompletedAsync(time, _service.AcceptAsync());
        if (second.Query.Contains("awps_connection_id", StringComparison.Ordinal)) // a recovery attempt that the client abandoned
        {
            second = await AdvanceTimeUntilCompletedAsync(time, _service.AcceptAsync());
        }

        second.Query.Should().Be("?access_token=old%2Btoken");
    }

    [Fact]
    public async Task ConnectionWithoutReconnectionToken_IsNotRecovered()
    {
        ScriptedPeer peer = await StartAsync(reconnectionToken: null);
        peer.Abort();

        ScriptedPeer second = await _service.AcceptConnectedAsync("c2");

        second.Query.Should().Be("?access_token=old%2Btoken");
    }

    [Fact]
    public async Task SilentService_IsPinged_AndTimesOut()
    {
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time, KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(60) });

        (await AdvanceTimeUntilCompletedAsync(time, peer.ReceiveAsync())).Should().Be("""{"type":"ping"}""");
        ScriptedPeer second = await AdvanceTimeUntilCompletedAsync(time, _service.AcceptAsync());

        second.Query.Should().Contain("awps_connection_id=c1");
        _logs.All.Should().Contain("did not answer a ping within 00:01:00");
    }

    [Fact]
    public async Task ManyMessages_AreAcknowledgedWithoutWaiting()
    {
        var time = new FakeTimeProvider(); // the clock does not advance
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time });

        for (int i = 1; i <= 101; i++)
        {
            await peer.SendAsync(Message(i));
        }

        await peer.ExpectAcknowledgementAsync(101);
    }

    [Fact]
    public async Task NewConnection_RejoinsGroupsFirst_AndReportsFailures()
    {
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { Protocol = new WebPubSubJsonProtocol() }, reconnectionToken: null);
        var failures = new EventList<string>();
        _client.RejoinGroupFailed += args => Task.FromResult(Add(failures, $"{args.Group} {((SendMessageFailedException)args.Exception).Code}"));
        Task<WebPubSubResult> joining = _client.JoinGroupAsync("a");
        await peer.ExpectAsync("""{"type":"joinGroup","group":"a","ackId":4503599627370496}""");
        await peer.SendAsync("""{"type":"ack","ackId":4503599627370496,"success":true}""");
        await joining;
        Task<WebPubSubResult> leaving = _client.LeaveGroupAsync("a");
        await peer.ExpectAsync("""{"type":"leaveGroup","group":"a","ackId":4503599627370497}""");
        peer.Abort();

        ScriptedPeer second = await _service.AcceptConnectedAsync("c2", reconnectionToken: null);
        await second.ExpectAsync("""{"type":"joinGroup","group":"a","ackId":4503599627370498}""");
        await second.ExpectAsync("""{"type":"leaveGroup","group":"a","ackId":4503599627370497}"""); // a repeated leave is harmless
        await second.SendAsync("""{"type":"ack","ackId":4503599627370498,"success":false,"error":{"name":"Forbidden","message":"no"}}""");
        await second.SendAsync("""{"type":"ack","ackId":4503599627370497,"success":true}""");

        await leaving.WithTimeoutAsync("the leave");
        await TestTimeout.UntilAsync(() => failures.Count == 1, "the failure");
        failures.Should().Equal("a Forbidden");
    }

    [Fact]
    public async Task AckIdsOfTheCaller_AndOfTheClient_DoNotOverlap()
    {
        ScriptedPeer peer = await StartAsync();

        _ = _client.JoinGroupAsync("a");
        await peer.ExpectAsync("""{"type":"joinGroup","group":"a","ackId":4503599627370496}""");
        _ = _client.JoinGroupAsync("b", ackId: 1);
        await peer.ExpectAsync("""{"type":"joinGroup","group":"b","ackId":1}""");
        _ = _client.JoinGroupAsync("c");
        await peer.ExpectAsync("""{"type":"joinGroup","group":"c","ackId":4503599627370497}""");
    }

    [Fact]
    public async Task ConnectionClosedTwice_ReconnectsAfterADelay()
    {
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time });
        await peer.CloseAsync(1008, "not you");
        ScriptedPeer second = await _service.AcceptConnectedAsync("c2"); // the first reconnection has no delay
        await second.CloseAsync(1008, "not you");
        await TestTimeout.UntilAsync(() => _logs.All.Contains("Connection c2 ended", StringComparison.Ordinal), "the end");

        Task<ScriptedPeer> third = _service.AcceptConnectedAsync("c3");
        third.IsCompleted.Should().BeFalse("the clock has not advanced");
        await AdvanceTimeUntilCompletedAsync(time, third);
    }

    [Fact]
    public async Task RecoveryThatIsLostAtOnce_IsRetriedAfterADelay()
    {
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions { TimeProvider = time });
        peer.Abort();
        ScriptedPeer second = await _service.AcceptAsync();
        await second.SendAsync("""{"type":"pong"}""");
        await TestTimeout.UntilAsync(() => _client.State == WebPubSubClientState.Connected && _logs.All.Contains("was recovered", StringComparison.Ordinal), "the recovery");
        second.Abort();
        await TestTimeout.UntilAsync(() => _client.State == WebPubSubClientState.Recovering, "the next recovery");

        Task<ScriptedPeer> third = _service.AcceptAsync();
        third.IsCompleted.Should().BeFalse("the clock has not advanced");
        await AdvanceTimeUntilCompletedAsync(time, third);
    }

    [Theory]
    [InlineData(1007)]
    [InlineData(1009)]
    public async Task FrameThatTheServiceRejects_IsNotSentAgain(int status)
    {
        ScriptedPeer peer = await StartAsync();
        Task<WebPubSubResult> joining = _client.JoinGroupAsync("a");
        await peer.ExpectAsync("""{"type":"joinGroup","group":"a","ackId":4503599627370496}""");

        await peer.CloseAsync(status, "not a message");

        (await FluentActions.Awaiting(() => joining).Should().ThrowAsync<SendMessageFailedException>()).Which.Code.Should().Be(SendMessageFailedException.ConnectionLost);
        ScriptedPeer second = await _service.AcceptConnectedAsync("c2");
        second.Query.Should().Be("?access_token=old%2Btoken", "the connection cannot be recovered");
        _ = _client.JoinGroupAsync("b");
        await second.ExpectAsync("""{"type":"joinGroup","group":"b","ackId":4503599627370497}""");
    }

    [Fact]
    public async Task CredentialThatNeverReturns_TimesOut()
    {
        var time = new FakeTimeProvider();
        var options = new WebPubSubClientOptions { TimeProvider = time };
        _client = new WebPubSubClient(new WebPubSubClientCredential(_ => new ValueTask<Uri>(new TaskCompletionSource<Uri>().Task)), options);
        Task starting = _client.StartAsync();

        (await FluentActions.Awaiting(() => AdvanceTimeUntilCompletedAsync(time, ToResultAsync(starting))).Should().ThrowAsync<ConnectFailedException>())
            .WithMessage("The credential did not return a client access URI within 30 s.");
        Task again = _client.StartAsync();
        await _client.DisposeAsync().AsTask().WithTimeoutAsync("the end");
        await FluentActions.Awaiting(() => again).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task SocketThatCannotBeConfigured_IsAFailedAttemptOfRecovery()
    {
        int configured = 0;
        var time = new FakeTimeProvider();
        ScriptedPeer peer = await StartAsync(new WebPubSubClientOptions
        {
            TimeProvider = time,
            ConfigureWebSocket = _ => ArgumentOutOfRangeException.ThrowIfEqual(++configured, 2),
        });
        peer.Abort();

        ScriptedPeer second = await AdvanceTimeUntilCompletedAsync(time, _service.AcceptAsync());

        second.Query.Should().Contain("awps_connection_id=c1");
    }

    [Fact]
    public async Task Stop_DuringTheFirstConnection_CancelsIt()
    {
        _client = CreateClient(new WebPubSubClientOptions());
        Task starting = _client.StartAsync();
        await _service.AcceptAsync(); // the service sends no frames

        await _client.StopAsync().WithTimeoutAsync("the end");

        await FluentActions.Invoking(() => starting).Should().ThrowAsync<OperationCanceledException>();
        _client.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task Stop_WithAnUnresponsiveService_CompletesAfterFiveSeconds()
    {
        var time = new FakeTimeProvider();
        await StartAsync(new WebPubSubClientOptions { TimeProvider = time });

        Task stopping = _client.StopAsync();
        await AdvanceTimeUntilCompletedAsync(time, ToResultAsync(stopping));

        _client.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Theory]
    [InlineData("Internal server error", "The hub has no event handler for it, the event handler could not be reached, it rejected the event, or it failed after the retries of the service.*")]
    [InlineData("Internal server error. No hub has an event handler.", "Internal server error. No hub has an event handler.")] // as the emulator
    public async Task FailedEvent_ExplainsTheFailure(string text, string explanation)
    {
        ScriptedPeer peer = await StartAsync();
        Task sending = _client.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        await peer.ExpectAsync("""{"type":"event","event":"say","ackId":4503599627370496,"dataType":"text","data":"hi"}""");

        await peer.SendAsync($$$"""{"type":"ack","ackId":4503599627370496,"success":false,"error":{"name":"InternalServerError","message":"{{{text}}}"}}""");

        await FluentActions.Awaiting(() => sending.WithTimeoutAsync("the send")).Should().ThrowAsync<SendMessageFailedException>()
            .WithMessage("The event 'say' was not handled (InternalServerError). " + explanation);
    }

    [Fact]
    public async Task WrongSubprotocol_Throws()
    {
        _client = CreateClient(new WebPubSubClientOptions { ConfigureWebSocket = options => options.AddSubProtocol("other") });

        await FluentActions.Invoking(() => _client.StartAsync()).Should().ThrowAsync<ConnectFailedException>().WithMessage("* chose the subprotocol other instead of json.reliable.webpubsub.azure.v1. Check the answer of the event handler to the connect event.");
    }

    [Fact]
    public async Task TokensAndAddresses_AreNotLogged()
    {
        ScriptedPeer peer = await StartAsync();
        peer.Abort();
        await (await _service.AcceptAsync()).CloseAsync(1008);
        await _service.AcceptConnectedAsync("c2", "t9");
        await _client.DisposeAsync();

        _logs.All.Should().Contain("c1").And.NotContain("old%2Btoken").And.NotContain("old+token").And.NotContain("t1").And.NotContain("access_token");
    }

    private static string Message(int sequenceId) =>
        $$"""{"sequenceId":{{sequenceId}},"type":"message","from":"server","dataType":"text","data":"{{sequenceId}}"}""";

    private static bool Add(EventList<string> list, string line)
    {
        list.Add(line);
        return true;
    }

    private static async Task<T> AdvanceTimeUntilCompletedAsync<T>(FakeTimeProvider time, Task<T> task)
    {
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return task.IsCompleted;
            },
            "what time brings");
        return await task;
    }

    private static async Task<bool> ToResultAsync(Task task)
    {
        await task;
        return true;
    }

    private WebPubSubClient CreateClient(WebPubSubClientOptions options)
    {
        options.LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        options.ReconnectRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        options.ReconnectRetryOptions.Mode = RetryMode.Fixed;
        _client = new WebPubSubClient(_service.ClientUri, options);
        _client.ServerMessageReceived += args => Task.FromResult(Add(_events, $"server {args.Message.Data}"));
        return _client;
    }

    private async Task<ScriptedPeer> StartAsync(WebPubSubClientOptions? options = null, string? reconnectionToken = "t1")
    {
        CreateClient(options ?? new WebPubSubClientOptions());
        Task starting = _client.StartAsync();
        ScriptedPeer peer = await _service.AcceptConnectedAsync(reconnectionToken: reconnectionToken);
        await starting.WithTimeoutAsync("the connection");
        return peer;
    }

    private Task WaitForLineAsync(string line) => TestTimeout.UntilAsync(() => _events.Contains(line), () => $"'{line}' among {string.Join(", ", _events)}");
}
