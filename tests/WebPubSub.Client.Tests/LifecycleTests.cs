// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Microsoft.Extensions.Logging;
using WebPubSub.Client.Sending;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>
/// Tests for the lifecycle of a client. See
/// docs/protocols/client-protocols.md#11-reliable-protocols, #173-reactions-of-the-official-clients, #195-states-and-reconnect and #20-recovery-and-reconnection.
/// </summary>
public sealed class LifecycleTests : ClientTest
{
    [Fact]
    public async Task Start_Connects_AndStopDisconnects()
    {
        WebPubSubClient ann = CreateClient();
        ann.State.Should().Be(WebPubSubClientState.Stopped);

        await ann.StartAsync();
        EmulatorConnection connection = await Emulator.Inspector.WaitForUserAsync("chat", "ann");
        ann.ConnectionId.Should().Be(connection.ConnectionId);
        ann.UserId.Should().Be("ann");
        ann.State.Should().Be(WebPubSubClientState.Connected);
        await ann.StopAsync();

        ann.State.Should().Be(WebPubSubClientState.Stopped);
        ann.ConnectionId.Should().BeNull();
        Events.Should().Equal(
            "ann Stopped -> Connecting",
            "ann Connecting -> Connected",
            "ann connected",
            "ann Connected -> Disconnected",
            "ann disconnected 1000: ",
            "ann Disconnected -> Stopped",
            "ann stopped: The client was stopped.");
        (await Emulator.Inspector.WaitForConnectionEventAsync(happened => happened.Kind == EmulatorConnectionEventKind.Closed)).Status.Should().Be(1000);
        Emulator.Inspector.Connections.Should().BeEmpty();
    }

    [Fact]
    public async Task StoppedClient_StartedAgain_RejoinsItsGroups()
    {
        WebPubSubClient ann = await StartClientAsync();
        await ann.JoinGroupAsync("g");
        await ann.StopAsync();

        await ann.StartAsync();

        await Emulator.Inspector.WaitForGroupAsync("chat", "g");
    }

    [Fact]
    public async Task Stop_FromAHandler_DoesNotDeadlock()
    {
        WebPubSubClient ann = await StartClientAsync();
        ann.ServerMessageReceived += _ => ann.StopAsync();

        await Service.SendToAllAsync("stop");

        await WaitForEventAsync("ann stopped: The client was stopped.");
    }

    [Fact]
    public async Task StoppedHandler_CanStartTheClientAgain()
    {
        WebPubSubClient ann = await StartClientAsync();
        ann.Stopped += _ => ann.StartAsync();

        await ann.StopAsync();

        await WaitForEventAsync("ann connected", times: 2);
    }

    [Fact]
    public async Task Dispose_WhileAHandlerRuns_StopsTheClient()
    {
        WebPubSubClient ann = await StartClientAsync();
        var entered = new TaskCompletionSource();
        ann.ServerMessageReceived += async args =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, args.CancellationToken);
        };
        await Service.SendToAllAsync("1");
        await Service.SendToAllAsync("2");
        await entered.Task.WithTimeoutAsync("the handler");

        await ann.DisposeAsync().AsTask().WithTimeoutAsync("the end");

        ann.State.Should().Be(WebPubSubClientState.Stopped);
        await FluentActions.Invoking(() => ann.StartAsync()).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Invoking(() => ann.JoinGroupAsync("g")).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Dispose_WithAThrowingCancellationCallback_StopsTheClient()
    {
        WebPubSubClient ann = await StartClientAsync();
        var registered = new TaskCompletionSource();
        ann.ServerMessageReceived += args =>
        {
            args.CancellationToken.Register(() => throw new InvalidOperationException("no"));
            registered.TrySetResult();
            return Task.CompletedTask;
        };
        await Service.SendToAllAsync("1");
        await registered.Task.WithTimeoutAsync("the handler");

        await ann.DisposeAsync();
        await ann.StopAsync(); // has no effect

        ann.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task ReaderCreatedBeforeARestart_ReadsMessagesOfTheNextStart()
    {
        WebPubSubClient ann = await StartClientAsync();
        WebPubSubMessageReader<ServerDataMessage>? reader = null;
        var restarted = new TaskCompletionSource();
        ann.StateChanged += async args =>
        {
            if (args.State == WebPubSubClientState.Stopped)
            {
                reader = ann.ReadServerMessages();
                await ann.StartAsync();
                restarted.TrySetResult();
            }
        };

        await ann.StopAsync();
        await restarted.Task.WithTimeoutAsync("the next start");
        await WaitForEventAsync("ann connected", times: 2);
        await Service.SendToAllAsync("hi");

        (await reader!.ReadAsync().AsTask().WithTimeoutAsync("a message")).Data.ToString().Should().Be("hi");
        reader.Dispose();
    }

    [Fact]
    public async Task ReaderCreatedWhileStopped_KeepsItsCapacity()
    {
        WebPubSubClient ann = await StartClientAsync();
        await ann.StopAsync();
        using WebPubSubMessageReader<ServerDataMessage> reader = ann.ReadServerMessages(capacity: 2);
        await ann.StopAsync();
        await ann.StartAsync();

        for (int i = 0; i < 20; i++)
        {
            await Service.SendToAllAsync($"{i}");
        }

        await ann.JoinGroupAsync("g"); // follows the messages
        reader.Count.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task SendsThatAreNotAwaited_KeepTheirOrder()
    {
        const int Messages = 600; // more than the send buffer holds, and fewer than the service keeps
        WebPubSubClient ann = await StartClientAsync();
        using WebPubSubMessageReader<GroupDataMessage> reader = ann.ReadGroupMessages();
        await ann.JoinGroupAsync("g");

        Task sends = Task.WhenAll(Enumerable.Range(0, Messages).Select(i => ann.SendToGroupAsync("g", BinaryData.FromString($"{i}"), WebPubSubDataType.Text)));
        var got = new List<string>();
        while (got.Count < Messages)
        {
            got.Add((await reader.ReadAsync().AsTask().WithTimeoutAsync("a message")).Data.ToString());
        }

        got.Should().Equal(Enumerable.Range(0, Messages).Select(i => $"{i}"));
        await sends;
    }

    [Fact]
    public void InvalidOptions_Throw()
    {
        var uri = new Uri("ws://localhost/client/hubs/chat");
        foreach (WebPubSubClientOptions options in (WebPubSubClientOptions[])[
            new() { ConnectTimeout = TimeSpan.Zero }, new() { ConnectTimeout = TimeSpan.MaxValue }, new() { RecoveryTimeout = TimeSpan.MaxValue },
            new() { MessageTimeout = TimeSpan.Zero }, new() { KeepAliveTimeout = TimeSpan.FromSeconds(20) }, new() { SendBufferCapacity = 0 },
            new() { ReceiveBufferCapacity = int.MaxValue }])
        {
            FluentActions.Invoking(() => new WebPubSubClient(uri, options)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public async Task ClientWithoutPings_NeverTimesOut()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { TimeProvider = time, KeepAliveInterval = TimeSpan.Zero });
        for (int minute = 0; minute < 5; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await ann.JoinGroupAsync("g");
        }

        Events.Should().NotContain(line => line.Contains("Recovering"));
    }

    [Fact]
    public async Task ClientThatIsNotStarted_Throws()
    {
        WebPubSubClient ann = CreateClient();

        await FluentActions.Invoking(() => ann.JoinGroupAsync("g")).Should().ThrowAsync<InvalidOperationException>().WithMessage("The client is not started. Call StartAsync first.");
        await ann.StopAsync();
        await ann.StartAsync();
        await FluentActions.Invoking(() => ann.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("The client is already started*");
    }

    [Fact]
    public async Task FailedReconnection_LogsTheMessageOfAKnownException_AndNoToken()
    {
        var failures = new Queue<Exception>();
        var options = new WebPubSubClientOptions { LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(Logs)) };
        options.ReconnectRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        await using var client = new WebPubSubClient(
            new WebPubSubClientCredential(_ => failures.TryDequeue(out Exception? failure) ? throw failure : new ValueTask<Uri>(UriFor("ann"))), options);
        await client.StartAsync();
        failures.Enqueue(new HttpRequestException("The negotiate endpoint answered 503."));
        failures.Enqueue(new Azure.RequestFailedException("The service answered 403.\nBody: secret-body"));
        failures.Enqueue(new InvalidOperationException("ws://localhost/client/hubs/chat?access_token=secret-token"));

        await Service.CloseAllConnectionsAsync();
        await TestTimeout.UntilAsync(() => failures.Count == 0 && client.State == WebPubSubClientState.Connected, "the new connection");

        Logs.Lines.Where(line => line.Contains("to reconnect failed", StringComparison.Ordinal)).Should().SatisfyRespectively(
            line => line.Should().Contain("Attempt 1 to reconnect failed: HttpRequestException: The negotiate endpoint answered 503."),
            line => line.Should().Contain("Attempt 2 to reconnect failed: RequestFailedException: The service answered 403."),
            line => line.Should().EndWith("Attempt 3 to reconnect failed: InvalidOperationException "));
        Logs.All.Should().NotContain("secret");
    }

    [Fact]
    public async Task FailedFirstConnection_IsNotRetried_AndThrows()
    {
        WebPubSubClient expired = CreateClient();
        Emulator.Faults.ExpireTokens();
        await using var unreachable = new WebPubSubClient(new Uri("ws://127.0.0.1:9/client/hubs/chat?access_token=secret"));
        await using var wrong = new WebPubSubClient(new Uri("https://127.0.0.1:9/client/hubs/chat?access_token=secret"));

        (await FluentActions.Invoking(() => expired.StartAsync()).Should().ThrowAsync<ConnectFailedException>()).Which.Status.Should().Be(401);
        (await FluentActions.Invoking(() => unreachable.StartAsync()).Should().ThrowAsync<ConnectFailedException>())
            .Which.Message.Should().StartWith("127.0.0.1:9 can\'t be reached: ").And.EndWith("No program listens at ws://127.0.0.1:9. Start the emulator with 'webpubsub-emulator', or with AddDevelopmentEmulator() in the application, or correct the port.");
        await FluentActions.Invoking(() => wrong.StartAsync()).Should().ThrowAsync<ConnectFailedException>().WithMessage("*ws:// or wss://*");
        expired.State.Should().Be(WebPubSubClientState.Stopped);
        await expired.StartAsync();
        Logs.All.Should().NotContain("eyJ");
    }

    [Theory, MemberData(nameof(ReliableProtocols))]
    public async Task LostTransport_IsRecovered_WithoutLossOrDuplicates(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        string connectionId = ann.ConnectionId!;
        await Service.SendToAllAsync("1");
        await WaitForEventAsync("ann got 1");

        Emulator.Faults.DropTransport(connectionId).Should().BeTrue();
        await Service.SendToAllAsync("2");
        await Service.SendToAllAsync("3");
        await WaitForEventAsync("ann got 3");
        await ann.JoinGroupAsync("g");

        ann.ConnectionId.Should().Be(connectionId);
        Events.Where(line => line.Contains(" got ")).Should().Equal("ann got 1", "ann got 2", "ann got 3");
        Events.Should().ContainInOrder("ann Connected -> Recovering", "ann Recovering -> Connected").And.NotContain(line => line.Contains("disconnected"));
    }

    [Theory, MemberData(nameof(ReliableProtocols))]
    public async Task PendingOperation_SurvivesALostTransport_AndRunsOnce(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        Emulator.Faults.DelayHandler(TimeSpan.FromMilliseconds(200), call => call.EventName == "echo");
        Task<WebPubSubResult> sending = ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is SendEventMessage);

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        WebPubSubResult result = await sending.WithTimeoutAsync("the acknowledgement");
        result.AckId.Should().Be(AckIds.First);
        await Service.SendToAllAsync("the end");
        await WaitForEventAsync("ann got the end");
        Events.Count(line => line == "ann got hi").Should().Be(1);
        Emulator.Inspector.HandlerCalls.Count(call => call.EventName == "echo").Should().Be(1);
    }

    [Fact]
    public async Task RejectedRecovery_StartsANewConnection_InTheSameGroups()
    {
        WebPubSubClient ann = await StartClientAsync();
        string connectionId = ann.ConnectionId!;
        await ann.JoinGroupAsync("a");
        await ann.JoinGroupAsync("b");
        await ann.LeaveGroupAsync("b");
        Emulator.Faults.RejectRecovery();

        Emulator.Faults.DropTransport(connectionId);

        await WaitForEventAsync("ann connected again");
        ann.ConnectionId.Should().NotBe(connectionId).And.NotBeNull();
        (await Emulator.Inspector.WaitForUserAsync("chat", "ann")).Groups.Should().Equal("a");
        Events.Should().ContainInOrder(
            "ann Connected -> Recovering", "ann Recovering -> Disconnected", "ann disconnected : ", "ann Disconnected -> Connected", "ann connected again");
    }

    [Fact]
    public async Task PendingMessage_OfALostConnection_Fails_AndAJoinIsRepeated()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = new WebPubSubJsonProtocol() });
        Emulator.Faults.DropHandlerCall(call => call.EventName == "echo");
        Task<WebPubSubResult> sending = ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);
        Task<WebPubSubResult> joining = ann.JoinGroupAsync("g"); // queued behind the event, which never completes
        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is SendEventMessage);

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        await FluentActions.Invoking(() => sending).Should().ThrowAsync<SendMessageFailedException>()
            .Where(exception => exception.Code == SendMessageFailedException.ConnectionLost && exception.AckId == AckIds.First);
        await joining.WithTimeoutAsync("the join");
        await Emulator.Inspector.WaitForGroupAsync("chat", "g");
    }

    [Fact]
    public async Task ConnectionClosedByTheServer_Reconnects_WithoutRecovery()
    {
        WebPubSubClient ann = await StartClientAsync();

        await Service.CloseConnectionAsync(ann.ConnectionId!, reason: "enough");

        await WaitForEventAsync("ann connected again");
        Events.Should().Contain("ann disconnected 1000: Application server closed the connection. Reason: enough").And.NotContain(line => line.Contains("Recovering"));
    }

    [Fact]
    public async Task LostConnection_WithoutAutoReconnect_StopsTheClient()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { AutoReconnect = false, Protocol = new WebPubSubJsonProtocol() });

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        await WaitForEventAsync("ann stopped: The transport was lost.");
        ann.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task NewConnection_WithoutAutoRejoin_IsInNoGroup()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { AutoRejoinGroups = false, Protocol = new WebPubSubJsonProtocol() });
        await ann.JoinGroupAsync("g");

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        await WaitForEventAsync("ann connected again");
        (await Emulator.Inspector.WaitForUserAsync("chat", "ann")).Groups.Should().BeEmpty();
    }

    [Fact]
    public async Task FailedReconnections_AreRetried_UntilOneSucceeds()
    {
        var options = new WebPubSubClientOptions { Protocol = new WebPubSubJsonProtocol() };
        options.ReconnectRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        options.ReconnectRetryOptions.Mode = RetryMode.Fixed;
        WebPubSubClient ann = await StartClientAsync(options: options);
        EmulatorFault fault = Emulator.Faults.ExpireTokens(times: 3);

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        await WaitForEventAsync("ann connected again");
        fault.Hits.Should().Be(3);
    }

    [Fact]
    public async Task FailedReconnections_AfterMaxRetries_StopTheClient()
    {
        var options = new WebPubSubClientOptions { Protocol = new WebPubSubJsonProtocol() };
        options.ReconnectRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        options.ReconnectRetryOptions.MaxRetries = 2;
        WebPubSubClient ann = await StartClientAsync(options: options);
        EmulatorFault fault = Emulator.Faults.ExpireTokens(times: int.MaxValue);

        Emulator.Faults.DropTransport(ann.ConnectionId!);

        await WaitForEventAsync("ann stopped: The transport was lost.");
        fault.Hits.Should().Be(3);
    }

    [Fact]
    public async Task Stop_WhileReconnecting_StopsTheClient()
    {
        var options = new WebPubSubClientOptions { Protocol = new WebPubSubJsonProtocol() };
        options.ReconnectRetryOptions.Delay = TimeSpan.FromHours(1);
        options.ReconnectRetryOptions.MaxDelay = TimeSpan.FromHours(1);
        WebPubSubClient ann = await StartClientAsync(options: options);
        EmulatorFault fault = Emulator.Faults.ExpireTokens();
        Emulator.Faults.DropTransport(ann.ConnectionId!);
        await fault.WaitForHitsAsync(1);

        await ann.StopAsync().WithTimeoutAsync("the end");

        ann.State.Should().Be(WebPubSubClientState.Stopped);
    }

    [Fact]
    public async Task HandlerThatThrows_DoesNotStopTheClient()
    {
        WebPubSubClient ann = await StartClientAsync();
        ann.ServerMessageReceived += _ => throw new InvalidOperationException("no");

        await Service.SendToAllAsync("1");
        await Service.SendToAllAsync("2");

        await WaitForEventAsync("ann got 2");
        Logs.All.Should().Contain("A handler of the event ServerMessageReceived threw an exception.");
    }

    [Fact]
    public async Task HandlerThatSends_WithAFullReceiveBuffer_DoesNotDeadlock()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { ReceiveBufferCapacity = 2 });
        await ann.JoinGroupAsync("g");
        int handled = 0;
        ann.GroupMessageReceived += async args =>
        {
            await ann.SendEventAsync("echo", args.Message.Data, WebPubSubDataType.Text);
            handled++;
        };

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Service.SendToGroupAsync("g", i.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        await TestTimeout.UntilAsync(() => handled == 10, "all handlers");
    }
}
