// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The effects of each fault on the official JavaScript client and service client.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private WebPubSubEmulator _emulator = null!;
    private RunningProcess _client = null!;
    private int _userEvents;

    [Fact]
    public async Task DroppedTransport_OfAReliableClient_IsRecoveredWithoutMessageLoss()
    {
        string connectionId = await ConnectAsync("reliable");
        await DoAsync("join room");

        _emulator.Faults.DropTransport(connectionId).Should().BeTrue();
        await SendToGroupAsync("meanwhile");

        await _client.WaitForAsync("^message meanwhile$");
        await _emulator.Inspector.WaitForConnectionEventAsync(e => e.Kind == EmulatorConnectionEventKind.Recovered && e.ConnectionId == connectionId);
        await _client.WriteLineAsync("sendToGroup room own");
        await _client.WaitForAsync("^message own$");
        _client.Output.Should().NotContain("disconnected", "the client raises no event for a recovery");
    }

    [Fact]
    public async Task DroppedTransport_OfAPlainClient_StartsANewConnection()
    {
        string connectionId = await ConnectAsync("plain");
        await DoAsync("join room");

        _emulator.Faults.DropTransports(connection => connection.UserId == "ann").Should().Be(1);

        await _client.WaitForAsync($"^disconnected {connectionId}$");
        (await _client.WaitForAsync("^connected (.*)$")).Groups[1].Value.Should().NotBe(connectionId);
        await _emulator.Inspector.WaitForGroupAsync("chat", "room"); // the client rejoins automatically
        _emulator.Faults.DropTransport(connectionId).Should().BeFalse("the old connection no longer exists");
    }

    [Fact]
    public async Task RejectedRecovery_StartsANewConnection()
    {
        string connectionId = await ConnectAsync("reliable");
        await DoAsync("join room");
        EmulatorFault fault = _emulator.Faults.RejectRecovery(connection => connection.ConnectionId == connectionId);

        _emulator.Faults.DropTransport(connectionId);

        await _client.WaitForAsync($"^disconnected {connectionId}$");
        (await _client.WaitForAsync("^connected (.*)$")).Groups[1].Value.Should().NotBe(connectionId);
        fault.Hits.Should().Be(1);
        await _emulator.Inspector.WaitForConnectionAsync(connection => connection.ConnectionId != connectionId && connection.Groups.Contains("room"));
    }

    [Theory]
    [InlineData("reliable")]
    [InlineData("plain")]
    public async Task FullBuffer_EndsTheConnection(string protocol)
    {
        string connectionId = await ConnectAsync(protocol);
        await DoAsync("join room");

        _emulator.Faults.FillBuffer(connectionId).Should().BeTrue();
        await SendToGroupAsync("one too many");

        await _client.WaitForAsync($"^disconnected {connectionId}$");
        EmulatorConnectionEvent closed = await _emulator.Inspector.WaitForConnectionEventAsync(
            e => e.Kind == EmulatorConnectionEventKind.Closed && e.ConnectionId == connectionId);
        closed.Reason.Should().Be(protocol == "reliable" ? "The client has too many messages that it did not acknowledge." : "The client reads too slowly.");
        await _client.WaitForAsync("^connected ");
        await _emulator.Inspector.WaitForGroupAsync("chat", "room");
        await SendToGroupAsync("to the new one");
        await _client.WaitForAsync("^message to the new one$");
    }

    [Fact]
    public async Task ExpiredToken_IsRejected_UntilTheClientRequestsANewOne()
    {
        await StartAsync("plain");
        EmulatorFault fault = _emulator.Faults.ExpireTokens("CHAT");

        await _client.WriteLineAsync("start");
        await _client.WaitForAsync("^start failed .*401");
        await _client.WriteLineAsync("start");

        await _client.WaitForAsync("^connected ");
        fault.Hits.Should().Be(1);
        _emulator.Inspector.ConnectionEvents.Should().Contain(e => e.Kind == EmulatorConnectionEventKind.Rejected && e.Status == 401 && e.Reason!.Contains("expired"));
    }

    [Fact]
    public async Task ThrottledRestCall_IsRetriedAfterTheRequestedDelay()
    {
        await StartAsync("service");
        _emulator.Faults.FailRest(429, TimeSpan.FromSeconds(3)); // longer than the default delay of the client
        long before = TimeProvider.System.GetTimestamp();

        await DoAsync("sendToAll hi");

        TimeProvider.System.GetElapsedTime(before).Should().BeGreaterThan(TimeSpan.FromSeconds(2.5), "the client waits for the requested delay");
        _emulator.Inspector.RestCalls.Select(call => call.Status).Should().Equal(429, 202);
    }

    [Fact]
    public async Task FailingRestCalls_FailWithTheirStatus()
    {
        await StartAsync("service");
        using EmulatorFault fault = _emulator.Faults.FailRest(409, predicate: call => call.Path.Contains(":send", StringComparison.Ordinal), times: int.MaxValue);

        await _client.WriteLineAsync("sendToAll hi");
        await _client.WaitForAsync("^sendToAll failed 409$");
        fault.Dispose();

        await DoAsync("sendToAll hi");
    }

    [Fact]
    public async Task ServerErrorsOfRestCalls_AreRepeated()
    {
        await StartAsync("service");
        EmulatorFault fault = _emulator.Faults.FailRest(503);

        await DoAsync("sendToAll hi");

        fault.Hits.Should().Be(1);
        _emulator.Inspector.RestCalls.Select(call => call.Status).Should().Equal(503, 202);
    }

    [Fact]
    public async Task ResetRestCall_IsRepeated()
    {
        await StartAsync("service");
        EmulatorFault fault = _emulator.Faults.ResetRest();

        await DoAsync("sendToAll hi");

        fault.Hits.Should().Be(1);
        _emulator.Inspector.RestCalls.Select(call => call.Status).Should().Equal(0, 202);
    }

    [Fact]
    public async Task DelayedRestCall_IsCarriedOutLater()
    {
        await StartAsync("service");
        EmulatorFault fault = _emulator.Faults.DelayRest(TimeSpan.FromMinutes(1));

        await _client.WriteLineAsync("sendToAll hi");
        await fault.WaitForHitsAsync();
        _client.Output.Should().NotContain("sendToAll done");
        await AdvanceUntilAsync("^sendToAll done$");

        _emulator.Inspector.RestCalls.Should().ContainSingle().Which.Duration.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task FailingHandler_FailsTheEvent()
    {
        await ConnectAsync("reliable");
        EmulatorFault fault = _emulator.Faults.FailHandler(400, call => call.EventName == "say");

        await _client.WriteLineAsync("event say hi");
        await _client.WaitForAsync("^event failed InternalServerError$");
        await DoAsync("event say hi");

        fault.Hits.Should().Be(1);
        EmulatorHandlerCall failed = await _emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say" && call.IsFailure);
        failed.Reason.Should().Be("The test injected a fault.");
    }

    [Fact]
    public async Task HandlerThatFailsOnce_ReceivesTheEventAgain()
    {
        await ConnectAsync("reliable");
        _emulator.Faults.FailHandler(503, call => call.EventName == "say");

        await DoAsync("event say hi");

        (await _emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say")).Attempts.Should().Be(2);
    }

    [Fact]
    public async Task DelayedHandler_DelaysTheAcknowledgement()
    {
        await ConnectAsync("reliable");
        EmulatorFault fault = _emulator.Faults.DelayHandler(TimeSpan.FromSeconds(20), call => call.EventName == "say");

        await _client.WriteLineAsync("event say hi");
        await fault.WaitForHitsAsync();
        _client.Output.Should().NotContain("event done");

        await AdvanceUntilAsync("^event done$", TimeSpan.FromSeconds(80)); // the emulator times out after 100 seconds
    }

    [Fact]
    public async Task LostHandlerCall_FailsTheEventAfterTheTimeout()
    {
        await ConnectAsync("reliable");
        EmulatorFault fault = _emulator.Faults.DropHandlerCall(call => call.EventName == "say");

        await _client.WriteLineAsync("event say hi");
        await fault.WaitForHitsAsync();

        await AdvanceUntilAsync("^event failed InternalServerError$");
        (await _emulator.Inspector.WaitForHandlerCallAsync(call => call.EventName == "say")).Reason.Should().Be("The event handler did not answer within 100 s. The test injected a fault.");
    }

    [Fact]
    public async Task LostHandlerResponse_SendsTheEventTwice_AndTheClientReceivesOneAnswer()
    {
        await ConnectAsync("reliable");
        EmulatorFault fault = _emulator.Faults.DropHandlerResponse(call => call.EventName == "say");

        await _client.WriteLineAsync("event say hi");

        await _client.WaitForAsync("^event done$");
        fault.Hits.Should().Be(1);
        _userEvents.Should().Be(2);
        _emulator.Inspector.Entries.OfType<EmulatorHandlerCall>().Should().ContainSingle(call => call.EventName == "say", "it is one event with two attempts");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    private async Task StartAsync(string kind)
    {
        var options = new WebPubSubEmulatorOptions { Port = 0, TimeProvider = _time, EventRetryDelays = [TimeSpan.Zero] };
        _emulator = await WebPubSubEmulator.StartAsync(options.AddEventHandler("chat", HandleAsync));
        _client = Repository.StartScript("told-client.mjs", new Dictionary<string, string?> { ["CONNECTION_STRING"] = _emulator.ConnectionString }, kind);
        await _client.WaitForAsync("^ready$");
    }

    private ValueTask<WebPubSubEventResponse?> HandleAsync(WebPubSubEventRequest request, CancellationToken cancellationToken)
    {
        if (request is UserEventRequest)
        {
            Interlocked.Increment(ref _userEvents);
        }

        return new ValueTask<WebPubSubEventResponse?>();
    }

    private async Task<string> ConnectAsync(string protocol)
    {
        await StartAsync(protocol);
        await _client.WriteLineAsync("start");
        return (await _client.WaitForAsync("^connected (.*)$")).Groups[1].Value;
    }

    private async Task DoAsync(string command)
    {
        await _client.WriteLineAsync(command);
        await _client.WaitForAsync($"^{command.Split(' ')[0]} done$");
    }

    private Task SendToGroupAsync(string text) => new WebPubSubServiceClient(_emulator.ConnectionString, "chat").SendToGroupAsync("room", text);

    // Advances the clock of the emulator in steps, because an answer to the client may start at any time.
    private async Task AdvanceUntilAsync(string line, TimeSpan? atMost = null)
    {
        DateTimeOffset end = _time.GetUtcNow() + (atMost ?? TimeSpan.FromHours(1));
        Task<System.Text.RegularExpressions.Match> printed = _client.WaitForAsync(line);
        await TestTimeout.UntilAsync(
            () =>
            {
                _time.Advance(_time.GetUtcNow() < end ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
                return printed.IsCompleted;
            },
            $"'{line}' while the clock advances");
        await printed;
    }
}
