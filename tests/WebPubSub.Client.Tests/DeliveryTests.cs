// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>Regression tests: acknowledged messages are delivered once, memory is bounded, and no call fails silently.</summary>
public sealed class DeliveryTests : ClientTest
{
    private const int ServiceMemory = 1000; // ack IDs that the service remembers

    [Fact]
    public async Task Send_BehindAPendingMessage_UsesNoMoreAckIdsThanTheServiceRemembers()
    {
        await using ScriptedService service = await ScriptedService.StartAsync();
        await using WebPubSubClient client = CreateClient(service, new WebPubSubClientOptions { SendBufferCapacity = 5000, MessageTimeout = Timeout.InfiniteTimeSpan });
        ScriptedPeer peer = await StartAsync(client, service);
        Task<WebPubSubResult> pending = SendAsync(client, "pending");
        long pendingId = AckIdOf(await peer.ReceiveAsync());
        var sent = new HashSet<long>();
        Task reading = ReadAllAsync(peer, sent);

        for (int batch = 1; batch <= 4; batch++)
        {
            using var cancelled = new CancellationTokenSource();
            Task[] sends = [.. Enumerable.Range(0, 400).Select(_ => SendAsync(client, "cancelled", cancelled.Token))];
            int expected = Math.Min(batch * 400, ServiceMemory - 1);
            await TestTimeout.UntilAsync(() => Count(sent) >= expected, () => $"{expected} frames; there were {Count(sent)}");
            await cancelled.CancelAsync();
            await FluentActions.Awaiting(() => Task.WhenAll(sends)).Should().ThrowAsync<OperationCanceledException>();
        }

        peer.Abort();
        await reading;
        ScriptedPeer second = await service.AcceptAsync();
        await second.SendAsync("""{"type":"pong"}""");

        string? repeat;
        do
        {
            repeat = await second.ReceiveAsync();
        }
        while (repeat!.Contains("\"ping\"", StringComparison.Ordinal));
        AckIdOf(repeat).Should().Be(pendingId);
        Count(sent).Should().BeLessThan(ServiceMemory, "the service remembers the pending ID only as long as fewer than 1,000 others follow");
        pending.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Send_WhileDisconnected_IsBoundedInMessagesAndBytes()
    {
        var time = new FakeTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        await using WebPubSubClient client = CreateClient(
            service, new WebPubSubClientOptions { TimeProvider = time, SendBufferCapacity = 100, SendBufferByteCapacity = 1_000_000, MessageTimeout = TimeSpan.FromSeconds(1), RecoveryTimeout = TimeSpan.FromDays(1) });
        ScriptedPeer peer = await StartAsync(client, service);
        service.RejectionStatus = 503;
        peer.Abort();
        await TestTimeout.UntilAsync(() => client.State == WebPubSubClientState.Recovering, "the recovery");

        BinaryData large = BinaryData.FromBytes(new byte[50_000]);
        Task[] acknowledged = [.. Enumerable.Range(0, 600).Select(_ => client.SendToGroupAsync("g", large, WebPubSubDataType.Binary))];
        using var cancelled = new CancellationTokenSource();
        Task[] forgotten = [.. Enumerable.Range(0, 600).Select(_ => client.SendToGroupAsync("g", BinaryData.FromString("x"), WebPubSubDataType.Text, fireAndForget: true, cancellationToken: cancelled.Token))];
        (int messages, long bytes) = client.SendBufferUsage;
        time.Advance(TimeSpan.FromSeconds(1));
        await FluentActions.Awaiting(() => Task.WhenAll(acknowledged)).Should().ThrowAsync<SendMessageFailedException>();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => Task.WhenAll(forgotten)).Should().ThrowAsync<OperationCanceledException>();

        messages.Should().BeInRange(10, 100);
        bytes.Should().BeInRange(500_000, 1_000_000);
        acknowledged.Should().OnlyContain(send => send.IsFaulted);
        client.SendBufferUsage.Bytes.Should().BeLessThan(100 * 200, "at most 100 of the small messages are queued, and completed frames use no memory");
    }

    [Fact]
    public async Task Send_FromAHandlerWhileTheBufferIsFull_DoesNotDeadlock()
    {
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { ReceiveBufferCapacity = 1, SendBufferCapacity = 1 });
        await ann.JoinGroupAsync("g");
        int handled = 0;
        ann.GroupMessageReceived += async args =>
        {
            await ann.SendToGroupAsync("other", args.Message.Data, WebPubSubDataType.Text, fireAndForget: true);
            await ann.SendToGroupAsync("other", args.Message.Data, WebPubSubDataType.Text);
            Interlocked.Increment(ref handled);
        };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => ann.SendToGroupAsync("g", BinaryData.FromString($"{i}"), WebPubSubDataType.Text)));

        await TestTimeout.UntilAsync(() => handled == 20, () => $"20 handlers; {handled} completed");
    }

    [Theory, MemberData(nameof(ReliableProtocols))]
    public async Task LargeMessages_OnAHealthyNetwork_AllArrive(string protocol)
    {
        const int Messages = 60;
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        WebPubSubClient bob = await StartClientAsync("bob", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        int received = 0;
        ann.GroupMessageReceived += _ => Task.FromResult(Interlocked.Increment(ref received));
        await ann.JoinGroupAsync("g");

        BinaryData large = BinaryData.FromString(new string('x', 700_000));
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => bob.SendToGroupAsync("g", large, WebPubSubDataType.Text)));

        await TestTimeout.UntilAsync(() => received == Messages, () => $"{Messages} messages; {received} came, and {string.Join(" | ", Events.Where(line => line.Contains("disconnected")))}");
        Events.Should().NotContain(line => line.Contains("disconnected"));
    }

    [Theory, MemberData(nameof(ReliableProtocols))]
    public async Task Burst_OfTinyMessages_AllArrive(string protocol)
    {
        const int Messages = 10_000;
        WebPubSubClient ann = await StartClientAsync(options: new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        WebPubSubClient bob = await StartClientAsync("bob", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        var received = new EventList<int>();
        ann.GroupMessageReceived += args =>
        {
            received.Add(int.Parse(args.Message.Data.ToString(), CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        };
        await ann.JoinGroupAsync("g");

        Task sends = Task.WhenAll(Enumerable.Range(0, Messages).Select(i =>
            bob.SendToGroupAsync("g", BinaryData.FromString(i.ToString(CultureInfo.InvariantCulture)), WebPubSubDataType.Text, fireAndForget: true)));
        await TestTimeout.UntilAsync(
            () => received.Count == Messages, () => $"{Messages} messages; {received.Count} came, and {string.Join(" | ", Events.Where(line => line.Contains("disconnected")))}");

        received.Should().BeInAscendingOrder();
        await sends;
        Events.Should().NotContain(line => line.Contains("disconnected"));
    }

    [Fact]
    public async Task CancelledToken_Throws_AndNothingIsSent()
    {
        WebPubSubClient ann = await StartClientAsync();
        await using GroupStreamWriter stream = await ann.OpenGroupStreamAsync("g");
        var token = new CancellationToken(canceled: true);
        BinaryData data = BinaryData.FromString("x");
        Func<Task>[] calls =
        [
            () => ann.SendToGroupAsync("g", data, WebPubSubDataType.Text, fireAndForget: true, cancellationToken: token),
            () => ann.SendToGroupAsync("g", data, WebPubSubDataType.Text, cancellationToken: token),
            () => ann.SendEventAsync("echo", data, WebPubSubDataType.Text, fireAndForget: true, cancellationToken: token),
            () => ann.SendEventAsync("echo", data, WebPubSubDataType.Text, cancellationToken: token),
            () => ann.JoinGroupAsync("g", cancellationToken: token),
            () => ann.LeaveGroupAsync("g", cancellationToken: token),
            () => ann.InvokeEventAsync("echo", data, WebPubSubDataType.Text, cancellationToken: token),
            () => ann.OpenGroupStreamAsync("g", cancellationToken: token),
            () => stream.WriteAsync(data, WebPubSubDataType.Text, token),
            () => stream.CompleteAsync(token),
            () => stream.AbortAsync(cancellationToken: token),
        ];

        for (int i = 0; i < 5000; i++)
        {
            await FluentActions.Awaiting(calls[i % calls.Length]).Should().ThrowAsync<OperationCanceledException>();
        }

        await ann.JoinGroupAsync("barrier"); // follows all earlier calls
        Emulator.Inspector.Messages.Count(message => message.Message is JoinGroupMessage).Should().Be(1);
        Emulator.Inspector.Messages.Should().NotContain(message => message.Message is SendToGroupMessage || message.Message is SendEventMessage || message.Message is InvokeMessage);
        Emulator.Inspector.Messages.Should().NotContain(message => message.Message is StreamDataMessage || message.Message is StreamEndMessage);
        await stream.CompleteAsync();
    }

    [Fact]
    public async Task CancelledStreamWrites_AreNotSent_AndTheOthersKeepTheirOrder()
    {
        const int Writes = 200;
        WebPubSubClient ann = await StartClientAsync();
        await ann.JoinGroupAsync("g");
        await using GroupStreamWriter stream = await ann.OpenGroupStreamAsync("g", new GroupStreamOptions { BufferCapacity = 2 });
        using var cancelled = new CancellationTokenSource();

        Task[] writes = [.. Enumerable.Range(0, Writes).Select(i => stream.WriteAsync(BinaryData.FromString($"{i}"), WebPubSubDataType.Text, i % 2 == 0 ? default : cancelled.Token))];
        await cancelled.CancelAsync();
        await stream.CompleteAsync();

        int[] written = [.. Enumerable.Range(0, Writes).Where(i => writes[i].IsCompletedSuccessfully)];
        written.Where(i => i % 2 == 0).Should().HaveCount(Writes / 2);
        written.Should().HaveCountLessThan(Writes, "some were cancelled while they waited for space");
        Emulator.Inspector.Messages.Select(message => message.Message).OfType<StreamDataMessage>()
            .Select(message => int.Parse(message.Data!.ToString(), CultureInfo.InvariantCulture)).Should().Equal(written);
    }

    [Fact]
    public async Task Retry_KeepsTheDeadlineOfItsSend()
    {
        var time = new CountingTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        var options = new WebPubSubClientOptions { TimeProvider = time, MessageTimeout = TimeSpan.FromSeconds(10), KeepAliveInterval = TimeSpan.Zero };
        options.MessageRetryOptions.Mode = Azure.Core.RetryMode.Fixed;
        options.MessageRetryOptions.Delay = TimeSpan.FromSeconds(0.4);
        await using WebPubSubClient client = CreateClient(service, options);
        ScriptedPeer peer = await StartAsync(client, service);
        Task first = SendAsync(client, "not answered");
        await peer.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(0.8));
        Task retried = SendAsync(client, "retried");
        long id = AckIdOf(await peer.ReceiveAsync());
        time.Advance(TimeSpan.FromSeconds(1.2));
        Task last = SendAsync(client, "not answered either");
        await peer.ReceiveAsync();
        int timers = time.Timers;

        time.Advance(TimeSpan.FromSeconds(7.9)); // 9.9 s
        await peer.SendAsync($$$"""{"type":"ack","ackId":{{{id}}},"success":false,"error":{"name":"InternalServerError","message":""}}""");
        await TestTimeout.UntilAsync(() => time.Timers > timers, "the delay before the retry");
        time.Advance(TimeSpan.FromSeconds(0.2)); // 10.1 s: the first send has timed out, and the timer is set for the last send
        await FluentActions.Awaiting(() => first.WithTimeoutAsync("the first")).Should().ThrowAsync<SendMessageFailedException>();
        time.Advance(TimeSpan.FromSeconds(0.5)); // 10.6 s
        AckIdOf(await peer.ReceiveAsync()).Should().Be(id, "the message is retried");
        time.Advance(TimeSpan.FromSeconds(0.3)); // 10.9 s; the deadline of the retried send is 10.8 s
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(1)); // the timer of the deadline may start shortly after the frame is written
                return retried.IsCompleted;
            },
            "the time-out");

        (await FluentActions.Awaiting(() => retried).Should().ThrowAsync<SendMessageFailedException>()).Which.Code.Should().Be("Timeout");
        last.IsCompleted.Should().BeFalse();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task UnansweredRejoins_AreReportedTogether_AndDoNotBlockLaterAckIds()
    {
        var time = new FakeTimeProvider();
        await using ScriptedService service = await ScriptedService.StartAsync();
        await using WebPubSubClient client = CreateClient(
            service, new WebPubSubClientOptions { TimeProvider = time, MessageTimeout = TimeSpan.FromSeconds(10), KeepAliveInterval = TimeSpan.Zero });
        var failed = new EventList<string>();
        client.RejoinGroupFailed += args =>
        {
            failed.Add($"{args.Group} {((SendMessageFailedException)args.Exception).Code}");
            return Task.CompletedTask;
        };
        ScriptedPeer peer = await StartAsync(client, service);
        foreach (string group in (string[])["a", "b"])
        {
            Task joining = client.JoinGroupAsync(group);
            await peer.SendAsync($$$"""{"type":"ack","ackId":{{{AckIdOf(await peer.ReceiveAsync())}}},"success":true}""");
            await joining.WithTimeoutAsync("the join");
        }

        await peer.CloseAsync(1008);
        Task<ScriptedPeer> accepting = service.AcceptConnectedAsync("c2");
        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return accepting.IsCompleted;
            },
            "a new connection");
        ScriptedPeer second = await accepting;
        await second.ReceiveAsync();
        await second.ReceiveAsync();

        await TestTimeout.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(failed.Count == 0 ? 1 : 0)); // the second group fails at the same time
                return failed.Count == 2;
            },
            "both groups");
        failed.Should().Equal("a Timeout", "b Timeout");
        client.SendBufferUsage.Should().Be((0, 0L), "an abandoned request must not block later ack IDs");
        await service.DisposeAsync();
    }

    [Fact]
    public async Task FailingEvent_IsNotRetriedByTheClient_AndTheExceptionHasTheReason()
    {
        await using WebPubSubEmulator emulator = await StartWithRetriesAsync();
        await using var client = new WebPubSubClient(new WebPubSubServiceClient(emulator.ConnectionString, "chat").GetClientAccessUri());
        EmulatorFault fault = emulator.Faults.FailHandler(500, call => call.EventName == "say", times: int.MaxValue);
        await client.StartAsync();

        SendMessageFailedException failure = (await FluentActions.Awaiting(() => client.SendEventAsync("say", BinaryData.FromString("hi"), WebPubSubDataType.Text))
            .Should().ThrowAsync<SendMessageFailedException>()).Which;

        fault.Hits.Should().Be(4, "the service has retried three times");
        failure.Code.Should().Be("InternalServerError");
        failure.Message.Should().Contain("'say'").And.Contain("The event handler answered 500.");
    }

    private static async Task<WebPubSubEmulator> StartWithRetriesAsync()
    {
        var options = new WebPubSubEmulatorOptions { Port = 0, EventRetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 3)] };
        options.AddEventHandler("chat", (_, _) => new ValueTask<WebPubSubEventResponse?>((WebPubSubEventResponse?)null));
        return await WebPubSubEmulator.StartAsync(options);
    }

    private static WebPubSubClient CreateClient(ScriptedService service, WebPubSubClientOptions options) => new(service.ClientUri, options);

    private static async Task<ScriptedPeer> StartAsync(WebPubSubClient client, ScriptedService service)
    {
        Task starting = client.StartAsync();
        ScriptedPeer peer = await service.AcceptConnectedAsync();
        await starting.WithTimeoutAsync("the connection");
        return peer;
    }

    private static Task<WebPubSubResult> SendAsync(WebPubSubClient client, string text, CancellationToken cancellationToken = default) =>
        client.SendToGroupAsync("g", BinaryData.FromString(text), WebPubSubDataType.Text, cancellationToken: cancellationToken);

    private static long AckIdOf(string? frame)
    {
        using JsonDocument json = JsonDocument.Parse(frame!);
        return json.RootElement.GetProperty("ackId").GetInt64();
    }

    private static async Task ReadAllAsync(ScriptedPeer peer, HashSet<long> ids)
    {
        try
        {
            while (await peer.ReceiveAsync() is { } frame)
            {
                lock (ids)
                {
                    ids.Add(AckIdOf(frame));
                }
            }
        }
        catch (Exception exception) when (exception is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The test aborted the transport.
        }
    }

    private static int Count(HashSet<long> ids)
    {
        lock (ids)
        {
            return ids.Count;
        }
    }
}
