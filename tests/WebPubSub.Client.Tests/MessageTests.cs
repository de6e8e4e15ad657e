// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Emulator;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>
/// Tests for messages in all four subprotocols. See
/// docs/protocols/client-protocols.md#5-json-upstream-messages, #8-data-types, #9-metadata-and-lifetime and #10-acknowledgements.
/// </summary>
public sealed class MessageTests : ClientTest
{
    [Theory, MemberData(nameof(Protocols))]
    public async Task GroupMembers_ReceiveTheMessagesOfAMember(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        WebPubSubClient bob = await StartClientAsync("bob", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        var got = new TaskCompletionSource<GroupDataMessage>();
        bob.GroupMessageReceived += args => Task.FromResult(got.TrySetResult(args.Message));

        WebPubSubResult joined = await bob.JoinGroupAsync("room");
        await ann.JoinGroupAsync("room");
        var options = new GroupMessageOptions { NoEcho = true, TimeToLive = TimeSpan.FromSeconds(60), Metadata = { ["trace"] = "a1" } };
        WebPubSubResult sent = await ann.SendToGroupAsync("room", BinaryData.FromString("""{"a":1.50}"""), WebPubSubDataType.Json, options);

        GroupDataMessage message = await got.Task.WithTimeoutAsync("the message");
        message.Should().BeEquivalentTo(new { Group = "room", DataType = WebPubSubDataType.Json, FromUserId = protocol.EndsWith("json", StringComparison.Ordinal) ? "ann" : null });
        message.Data.ToString().Should().Be("""{"a":1.50}""");
        message.Metadata.Should().Equal(new Dictionary<string, string> { ["trace"] = "a1" });
        joined.Should().BeEquivalentTo(new { AckId = AckIds.First, IsDuplicated = false });
        sent.Should().BeEquivalentTo(new { AckId = AckIds.First + 1, IsDuplicated = false });
        await Service.SendToAllAsync("the end");
        await WaitForEventAsync("ann got the end");
        Events.Should().NotContain("ann got {\"a\":1.50} of room");
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task EachDataType_IsReceivedAsItWasSent(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });
        var got = new EventList<(WebPubSubDataType DataType, byte[] Data)>();
        ann.GroupMessageReceived += args =>
        {
            got.Add((args.Message.DataType, args.Message.Data.ToArray()));
            return Task.CompletedTask;
        };
        await ann.JoinGroupAsync("g");

        await ann.SendToGroupAsync("g", BinaryData.FromString("é😀\"\n"), WebPubSubDataType.Text);
        await ann.SendToGroupAsync("g", BinaryData.FromString("[1, 2.0]"), WebPubSubDataType.Json);
        await ann.SendToGroupAsync("g", BinaryData.FromBytes(new byte[] { 0, 255 }), WebPubSubDataType.Binary);
        await TestTimeout.UntilAsync(() => got.Count == 3, "three messages");

        got.Select(message => message.DataType).Should().Equal(WebPubSubDataType.Text, WebPubSubDataType.Json, WebPubSubDataType.Binary);
        got[0].Data.Should().Equal(BinaryData.FromString("é😀\"\n").ToArray());
        got[1].Data.Should().Equal(BinaryData.FromString("[1, 2.0]").ToArray());
        got[2].Data.Should().Equal(0, 255);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Event_IsAnsweredByTheEventHandler(string protocol)
    {
        WebPubSubClient ann = await StartClientAsync("ann", new WebPubSubClientOptions { Protocol = ProtocolOf(protocol) });

        await ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);

        await WaitForEventAsync("ann got hi");
    }

    [Fact]
    public async Task LeaveGroup_RemovesTheConnectionFromTheGroup()
    {
        WebPubSubClient ann = await StartClientAsync();
        await ann.JoinGroupAsync("g");

        await ann.LeaveGroupAsync("g");

        await Emulator.Inspector.WaitForGroupAsync("chat", "g", members: 0);
    }

    [Fact]
    public async Task FireAndForget_IsSent_AndStopWaitsForIt()
    {
        WebPubSubClient ann = await StartClientAsync();

        WebPubSubResult result = await ann.SendToGroupAsync("g", BinaryData.FromString("hi"), WebPubSubDataType.Text, fireAndForget: true);
        await ann.StopAsync();

        result.AckId.Should().BeNull();
        await Emulator.Inspector.WaitForMessageAsync(message => message.Message is SendToGroupMessage { AckId: null, Group: "g" });
    }

    [Fact]
    public async Task SameAckId_IsProcessedOnce()
    {
        WebPubSubClient ann = await StartClientAsync();
        await ann.JoinGroupAsync("g");

        WebPubSubResult first = await ann.SendToGroupAsync("g", BinaryData.FromString("once"), WebPubSubDataType.Text, ackId: 77);
        WebPubSubResult second = await ann.SendToGroupAsync("g", BinaryData.FromString("once"), WebPubSubDataType.Text, ackId: 77);

        first.Should().BeEquivalentTo(new { AckId = 77, IsDuplicated = false });
        second.Should().BeEquivalentTo(new { AckId = 77, IsDuplicated = true });
        await Service.SendToAllAsync("the end");
        await WaitForEventAsync("ann got the end");
        Events.Count(line => line == "ann got once of g").Should().Be(1);
    }

    [Fact]
    public async Task ForbiddenOperation_FailsWithoutRetry()
    {
        WebPubSubClient ann = await StartClientAsync(roles: []);

        SendMessageFailedException exception = (await FluentActions.Invoking(() => ann.JoinGroupAsync("g")).Should().ThrowAsync<SendMessageFailedException>()).Which;

        exception.Should().BeEquivalentTo(new { Code = "Forbidden", AckId = AckIds.First });
        Emulator.Inspector.Messages.Count(message => message.Message is JoinGroupMessage).Should().Be(1);
    }

    [Fact]
    public async Task FailedEvent_IsRetriedWithTheSameAckId()
    {
        var options = new WebPubSubClientOptions { RetryFailedEvents = true };
        options.MessageRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        WebPubSubClient ann = await StartClientAsync(options: options);
        EmulatorFault fault = Emulator.Faults.FailHandler(500, call => call.EventName == "echo", times: 2);

        WebPubSubResult result = await ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text);

        fault.Hits.Should().Be(2);
        result.IsDuplicated.Should().BeFalse();
        Emulator.Inspector.Messages.Select(message => message.Message).OfType<SendEventMessage>().Select(message => message.AckId)
            .Should().Equal(result.AckId!.Value, result.AckId.Value, result.AckId.Value);
    }

    [Fact]
    public async Task EventThatAlwaysFails_FailsAfterItsRetries()
    {
        var options = new WebPubSubClientOptions { RetryFailedEvents = true };
        options.MessageRetryOptions.Delay = TimeSpan.FromMilliseconds(1);
        options.MessageRetryOptions.MaxRetries = 1;
        WebPubSubClient ann = await StartClientAsync(options: options);
        EmulatorFault fault = Emulator.Faults.FailHandler(500, call => call.EventName == "echo", times: int.MaxValue);

        await FluentActions.Invoking(() => ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text))
            .Should().ThrowAsync<SendMessageFailedException>().Where(exception => exception.Code == "InternalServerError");
        fault.Hits.Should().Be(2);
    }

    [Fact]
    public async Task WaitForAnAcknowledgement_TimesOut_OrIsCancelled()
    {
        var options = new WebPubSubClientOptions { MessageTimeout = TimeSpan.FromMilliseconds(50) };
        WebPubSubClient ann = await StartClientAsync(options: options);
        WebPubSubClient bob = await StartClientAsync("bob");
        Emulator.Faults.DropHandlerCall(call => call.EventName == "echo", times: int.MaxValue);
        using var cancelled = new CancellationTokenSource();

        await FluentActions.Invoking(() => ann.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text))
            .Should().ThrowAsync<SendMessageFailedException>().Where(exception => exception.Code == SendMessageFailedException.Timeout);
        Task<WebPubSubResult> sending = bob.SendEventAsync("echo", BinaryData.FromString("hi"), WebPubSubDataType.Text, cancellationToken: cancelled.Token);
        await Emulator.Inspector.WaitForMessageAsync(message => message is { UserId: "bob", Message: SendEventMessage });
        await cancelled.CancelAsync();
        await FluentActions.Invoking(() => sending).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task MessageThatTheServiceWouldReject_Throws_AndIsNotSent()
    {
        WebPubSubClient ann = await StartClientAsync();
        BinaryData data = BinaryData.FromString("x");

        await Refuses<ArgumentException>(() => ann.JoinGroupAsync(" "), "A group name has*");
        await Refuses<ArgumentException>(() => ann.SendToGroupAsync(new string('g', 1025), data, WebPubSubDataType.Text), "A group name has*");
        await Refuses<ArgumentException>(() => ann.SendEventAsync("1", data, WebPubSubDataType.Text), "An event name is a letter*");
        await Refuses<ArgumentException>(() => ann.SendToGroupAsync("g", data, WebPubSubDataType.Json), "*not JSON*");
        await Refuses<ArgumentException>(() => ann.SendToGroupAsync("g", BinaryData.FromString("null"), WebPubSubDataType.Json), "*null*");
        await Refuses<ArgumentException>(() => ann.SendToGroupAsync("g", BinaryData.FromBytes(new byte[1024 * 1024]), WebPubSubDataType.Binary), "The message is too big: it has 1,398,*");
        await Refuses<ArgumentException>(() => ann.SendToGroupAsync("g", data, WebPubSubDataType.Text, new GroupMessageOptions { Metadata = { ["é"] = "x" } }), "*metadata key*");
        await Refuses<ArgumentOutOfRangeException>(() => ann.SendToGroupAsync("g", data, WebPubSubDataType.Text, new GroupMessageOptions { TimeToLive = TimeSpan.FromSeconds(301) }), "*0 to 300*");
        await Refuses<ArgumentOutOfRangeException>(() => ann.JoinGroupAsync("g", ackId: -1), "*ackId*");

        (await ann.JoinGroupAsync("g")).IsDuplicated.Should().BeFalse();
        Events.Should().NotContain(line => line.Contains("disconnected"));

        static async Task Refuses<T>(Func<Task<WebPubSubResult>> send, string message)
            where T : Exception => await FluentActions.Invoking(send).Should().ThrowAsync<T>().WithMessage(message);
    }
}
