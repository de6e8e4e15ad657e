// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protobuf.Wire;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Connections;

/// <summary>Group states and streams over protobuf, which behave as in JSON. The literal frames use the field numbers of the service's clients.</summary>
public abstract class ProtobufPreviewSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Reliable = "protobuf.reliable.webpubsub.azure.v1";
    private static readonly string[] Roles = [.. AllRoles, "webpubsub.setGroupState", "webpubsub.getGroupState"];

    [Covers("`set_group_state_message` (preview)", Evidence.Specification, "test vectors of @azure/web-pubsub-client-protobuf; behavior as in JSON")]
    [Covers("`subscribe_group_state_message` (preview)", Evidence.Specification, "test vectors of @azure/web-pubsub-client-protobuf; behavior as in JSON")]
    [Covers("`unsubscribe_group_state_message` (preview)", Evidence.Specification, "test vectors of @azure/web-pubsub-client-protobuf; behavior as in JSON")]
    [Covers("`group_state_update_message` (preview)", Evidence.Specification, "test vectors of @azure/web-pubsub-client-protobuf; behavior as in JSON")]
    [Covers("`group_state_snapshot_message` (preview)", Evidence.Specification, "test vectors of @azure/web-pubsub-client-protobuf; behavior as in JSON")]
    [Fact]
    public async Task GroupStates_MatchTheTestVectors_AndAreNumbered()
    {
        using ProtobufSocket ann = await ConnectAsync("ann");
        using ProtobufSocket bob = await ConnectAsync("bob", Reliable);

        await SendAsync(ann, "eiMKCWNoYXQtcm9vbRABGhQKEgoIYWN0aXZpdHkSBnR5cGluZw=="); // set chat-room activity=typing, ack 1
        (await ann.ReceiveAsync()).AckMessage.Should().Be(new DownstreamMessage.Types.AckMessage { AckId = 1, Success = true });
        await SendAsync(bob, "ggENCgljaGF0LXJvb20QAw=="); // subscribe, ack 3
        (await bob.ReceiveAsync()).AckMessage.Should().Be(new DownstreamMessage.Types.AckMessage { AckId = 3, Success = true });
        DownstreamMessage.Types.GroupStateSnapshotMessage snapshot = (await bob.ReceiveAsync()).GroupStateSnapshotMessage;
        await SendAsync(ann, "eg0KCWNoYXQtcm9vbRAC"); // clear, ack 2
        DownstreamMessage.Types.GroupStateUpdateMessage update = (await bob.ReceiveAsync()).GroupStateUpdateMessage;
        await SendAsync(bob, "igENCgljaGF0LXJvb20QBA=="); // unsubscribe, ack 4
        (await bob.ReceiveAsync()).AckMessage.Should().Be(new DownstreamMessage.Types.AckMessage { AckId = 4, Success = true });
        (await ann.ReceiveAsync()).AckMessage.AckId.Should().Be(2);
        await ann.SendAsync(new UpstreamMessage { SetGroupStateMessage = new() { Group = "chat-room", AckId = 5, State = new() { Entries = { ["activity"] = "unseen" } } } });
        (await ann.ReceiveAsync()).AckMessage.Should().Be(new DownstreamMessage.Types.AckMessage { AckId = 5, Success = true });
        await bob.SendAsync(new UpstreamMessage { PingMessage = new() });
        (await bob.ReceiveAsync()).PongMessage.Should().NotBeNull("the client does not receive the new state");

        (snapshot.Group, snapshot.SequenceId).Should().Be(("chat-room", 1UL));
        GroupStateItem item = snapshot.Items.Should().ContainSingle().Subject;
        (item.ConnectionId, item.UserId).Should().Be((ann.Connected.ConnectionId, "ann"));
        item.State.Entries.Should().Equal(new Dictionary<string, string> { ["activity"] = "typing" });
        (update.Group, update.SequenceId).Should().Be(("chat-room", 2UL));
        update.Items.Should().ContainSingle().Which.State.Should().BeNull("the state is cleared");
        update.Items[0].UpdatedAt.Should().BeGreaterThan(item.UpdatedAt);
    }

    [Covers("`stream_data_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Covers("`stream_end_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Covers("`stream_ack_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Covers("`stream_nack_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Covers("`stream_closed_message` (preview)", Evidence.Specification, "field numbers of WebPubSubProtobufSchemaTests, Azure.Messaging.WebPubSub.Client.Protobuf; behavior as in JSON")]
    [Fact]
    public async Task Stream_ReachesTheMembers_AndIsAcknowledged()
    {
        using ProtobufSocket ann = await ConnectAsync("ann");
        using ProtobufSocket bob = await ConnectAsync("bob", Reliable);
        using TestSocket json = await ConnectJsonAsync("carl", groups: ["chat-room"]);

        await SendHexAsync(ann, "0A120A09636861742D726F6F6D20013A030A0173"); // start s in chat-room, no echo
        (await ann.ReceiveAsync()).StreamAckMessage.Should().Be(new DownstreamMessage.Types.StreamAckMessage { StreamId = "s", ExpectedSequenceId = 1 });
        await SendHexAsync(ann, "6A0A0A017310011A030A0178"); // fragment 1, "x"
        (await ann.ReceiveAsync()).StreamAckMessage.ExpectedSequenceId.Should().Be(2);
        await SendHexAsync(ann, "6A0A0A017310051A030A0178"); // fragment 5
        (await ann.ReceiveAsync()).StreamNackMessage.Should().Be(
            new DownstreamMessage.Types.StreamNackMessage { StreamId = "s", ExpectedSequenceId = 2, Name = "InvalidSequenceId" });
        await SendHexAsync(ann, "720D0A017312080A016D1203453432"); // the end, with the error m of E42
        (await ann.ReceiveAsync()).StreamClosedMessage.Should().Be(new DownstreamMessage.Types.StreamClosedMessage { StreamId = "s" });

        DownstreamMessage.Types.DataMessage fragment = await bob.ReceiveDataAsync();
        (fragment.Data.TextData, fragment.SequenceId).Should().Be(("x", 1UL));
        fragment.Stream.Should().Be(new StreamInfo { StreamId = "s", StreamSequenceId = 1 });
        DownstreamMessage.Types.DataMessage end = await bob.ReceiveDataAsync();
        end.SequenceId.Should().Be(2);
        end.Stream.Should().Be(new StreamInfo
        {
            StreamId = "s",
            StreamSequenceId = 2,
            EndOfStream = true,
            Error = new StreamInfo.Types.StreamError { Name = "UserError", Message = "m", UserErrorCode = "E42" },
        });
        (await json.ReceiveTextAsync()).Should().Contain("\"stream\":{\"streamId\":\"s\",\"streamSequenceId\":1}");
    }

    private Task<ProtobufSocket> ConnectAsync(string userId, string subprotocol = "protobuf.webpubsub.azure.v1") =>
        ProtobufSocket.ConnectAsync(ClientUri(userId, Roles, ["chat-room"]), subprotocol);

    private static Task SendAsync(ProtobufSocket socket, string base64) => socket.Socket.SendBinaryAsync(Convert.FromBase64String(base64));

    private static Task SendHexAsync(ProtobufSocket socket, string hex) => socket.Socket.SendBinaryAsync(Convert.FromHexString(hex));
}
