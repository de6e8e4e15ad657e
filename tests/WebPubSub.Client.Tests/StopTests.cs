// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>Regression tests for the stop of a client, its recovery, and its reports of failures.</summary>
public sealed class StopTests : ClientTest
{
    [Fact]
    public async Task Dispose_WithoutStop_SendsQueuedMessages_AndClosesTheConnection()
    {
        var disconnected = new TaskCompletionSource();
        WebPubSubClient ann = await StartClientAsync();
        ann.Disconnected += _ =>
        {
            disconnected.TrySetResult();
            return Task.CompletedTask;
        };
        Task[] sends = [.. Enumerable.Range(0, 50).Select(i => ann.SendToGroupAsync("g", BinaryData.FromString($"{i}"), WebPubSubDataType.Text, fireAndForget: true))];

        await ann.DisposeAsync();

        await Task.WhenAll(sends);
        EmulatorConnectionEvent closed = await Emulator.Inspector.WaitForConnectionEventAsync(happened => happened.Kind == EmulatorConnectionEventKind.Closed);
        closed.Status.Should().Be((int)WebSocketCloseStatus.NormalClosure);
        Emulator.Inspector.Connections.Should().BeEmpty();
        Emulator.Inspector.Messages.Count(message => message.Message is SendToGroupMessage).Should().Be(50);
        disconnected.Task.IsCompleted.Should().BeTrue("the Disconnected handlers have run");
    }

    [Fact]
    public async Task Dispose_WithAnUnresponsiveService_CompletesAfterFiveSeconds()
    {
        var time = new FakeTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        var client = new WebPubSubClient(service.ClientUri, new WebPubSubClientOptions { TimeProvider = time });
        Task starting = client.StartAsync();
        ScriptedPeer peer = await service.AcceptConnectedAsync();
        await starting;

        Task disposing = client.DisposeAsync().AsTask();
        (await peer.ReceiveAsync()).Should().BeNull("the client has closed the connection");
        disposing.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(5));

        await disposing.WithTimeoutAsync("the end");
        client.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task Stop_WithACancelledToken_StillStopsTheClient()
    {
        WebPubSubClient ann = await StartClientAsync();

        await FluentActions.Awaiting(() => ann.StopAsync(new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        ann.State.Should().Be(WebPubSubClientState.Stopped);
        await ann.StartAsync();
    }

    [Fact]
    public async Task Stop_ReportsThatTheClientClosedTheConnection()
    {
        var reasons = new EventList<string>();
        WebPubSubClient ann = await StartClientAsync();
        ann.Disconnected += args => Task.FromResult(Add(reasons, args.Reason));

        await ann.StopAsync();
        await ann.StartAsync();
        await Service.CloseConnectionAsync(ann.ConnectionId!, "enough");
        await TestTimeout.UntilAsync(() => reasons.Count == 2, "two connections");

        reasons[0].Should().Be("The client closed the connection.");
        reasons[1].Should().StartWith("The service closed the connection with 1000");
    }

    [Fact]
    public async Task RecoveryThatIsResetRepeatedly_BacksOff()
    {
        var time = new FakeTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        await using var client = new WebPubSubClient(service.ClientUri, new WebPubSubClientOptions { TimeProvider = time });
        Task starting = client.StartAsync();
        ScriptedPeer peer = await service.AcceptConnectedAsync();
        await starting;
        var recoveries = new EventList<DateTimeOffset>();
        using var done = new CancellationTokenSource();
        Task resetting = ResetAllAsync(peer, service, () => recoveries.Add(time.GetUtcNow()), done.Token);

        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(recoveries.Count == 0 ? 0 : 100)); // the first recovery starts at once
                return recoveries.Count >= 8;
            },
            "eight recoveries");

        TimeSpan[] delays = [.. recoveries.Zip(recoveries.Skip(1), (first, second) => second - first)];
        delays.Should().OnlyContain(delay => delay >= TimeSpan.FromSeconds(0.9), "there were 166 in 5 s without a back-off");
        delays.Skip(1).Should().OnlyContain(delay => delay >= TimeSpan.FromSeconds(1.8));
        await done.CancelAsync();
        await service.DisposeAsync();
        await resetting;
    }

    [Fact]
    public async Task HungRecoveries_LeaveTimeForFourAttempts()
    {
        var time = new FakeTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        await using var client = new WebPubSubClient(service.ClientUri, new WebPubSubClientOptions { TimeProvider = time });
        Task starting = client.StartAsync();
        ScriptedPeer peer = await service.AcceptConnectedAsync();
        await starting;
        peer.Abort();
        DateTimeOffset begun = time.GetUtcNow();

        for (int attempt = 1; attempt <= 4; attempt++)
        {
            Task<ScriptedPeer> accepting = service.AcceptAsync(); // accepts the transport and sends no frames
            await TestTimeout.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(attempt == 1 ? 0 : 100));
                    return accepting.IsCompleted;
                },
                $"attempt {attempt}");
            (await accepting).Query.Should().Contain("awps_connection_id=c1");
        }

        (time.GetUtcNow() - begun).Should().BeLessThan(TimeSpan.FromSeconds(30), "the service keeps the connection for 30 s");
        await service.DisposeAsync();
    }

    [Fact]
    public async Task HandlerThatThrows_RaisesHandlerFailed_AndIsLogged()
    {
        WebPubSubClient ann = await StartClientAsync();
        var failures = new EventList<string>();
        ann.ServerMessageReceived += _ => throw new InvalidOperationException("no");
        ann.ServerMessageReceived += _ => Task.FromException(new FormatException("never"));
        ann.HandlerFailed += args => Task.FromResult(Add(failures, $"{args.EventName}: {args.Exception.Message}"));
        ann.HandlerFailed += _ => throw new InvalidOperationException("and this is only logged");

        await Service.SendToAllAsync("1");
        await Service.SendToAllAsync("the end");
        await WaitForEventAsync("ann got the end");
        await TestTimeout.UntilAsync(() => failures.Count == 4, "four failures");

        failures.Should().Equal("ServerMessageReceived: no", "ServerMessageReceived: never", "ServerMessageReceived: no", "ServerMessageReceived: never");
        Logs.All.Should().Contain("A handler of the event ServerMessageReceived threw").And.Contain("A handler of the event HandlerFailed threw");
    }

    private static bool Add(EventList<string> list, string line)
    {
        list.Add(line);
        return true;
    }

    // Accepts each recovery, sends one message, and resets the transport.
    private static async Task ResetAllAsync(ScriptedPeer first, ScriptedService service, Action recovered, CancellationToken cancellationToken)
    {
        first.Abort();
        while (!cancellationToken.IsCancellationRequested)
        {
            Task<ScriptedPeer> accepting = service.AcceptAsync();
            if (await Task.WhenAny(accepting, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)) != accepting)
            {
                return;
            }

            ScriptedPeer peer = await accepting;
            await peer.SendAsync("""{"type":"message","from":"server","dataType":"text","data":"x"}""");
            recovered();
            peer.Abort();
        }
    }
}
