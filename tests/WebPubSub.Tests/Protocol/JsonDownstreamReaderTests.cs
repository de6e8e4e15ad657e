// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Protocol;

/// <summary>
/// Tests for reading downstream JSON messages. See
/// docs/protocols/client-protocols.md#6-json-downstream-messages, #84-downstream-parsing-by-clients, #131-messages-json, #142-downstream-to-the-publisher, #143-downstream-to-group-members and #152-downstream.
/// </summary>
public sealed class JsonDownstreamReaderTests
{
    public static TheoryData<string, WebPubSubMessage> Frames => new()
    {
        { """{"type":"system","event":"connected","userId":"ann","connectionId":"c1"}""", new ConnectedMessage("ann", "c1", null) },
        { """{"reconnectionToken":"t","connectionId":"c1","userId":null,"event":"connected","type":"system"}""", new ConnectedMessage(null, "c1", "t") },
        { """{"type":"system","event":"connected","userId":"","connectionId":"c1"}""", new ConnectedMessage(null, "c1", null) },
        { """{"type":"system","event":"connected","connectionId":"c1"}""", new ConnectedMessage(null, "c1", null) },
        { """{"type":"system","event":"disconnected","message":"bye"}""", new DisconnectedMessage("bye") },
        { """{"type":"ack","ackId":2,"success":true}""", new AckMessage(2, true, null) },
        {
            """{"type":"ack","ackId":9223372036854775807,"success":false,"error":{"name":"Forbidden","message":"no"}}""",
            new AckMessage(long.MaxValue, false, new AckMessageError("Forbidden", "no"))
        },
        { """{"type":"pong"}""", new PongMessage() },
        { """{"type":"streamAck","streamId":"s","expectedSequenceId":1}""", new StreamAckMessage("s", 1) },
        {
            """{"type":"streamNack","streamId":"s","expectedSequenceId":3,"name":"InvalidSequenceId","message":"m"}""",
            new StreamNackMessage("s", 3, "InvalidSequenceId", "m")
        },
        { """{"type":"streamClosed","streamId":"s"}""", new StreamClosedMessage("s") },
        { """{"type":"streamClosed","streamId":"s","error":{"name":"IdleTimeout"}}""", new StreamClosedMessage("s", new StreamError("IdleTimeout")) },
        { """{"type":"invokeResponse","invocationId":"1","success":false,"error":{"name":"NotFound","message":"m"}}""", new InvokeResponseMessage("1", false, null, null, new InvokeResponseError("NotFound", "m")) },
        { """{"type":"invokeResponse","invocationId":"1","success":true}""", new InvokeResponseMessage("1", true, null, null, null) },
        { """{"type":"fromTheFuture","a":[{"b":1}]}""", new UnknownMessage("type 'fromTheFuture'") },
        { """{"type":"fromTheFuture","sequenceId":4}""", new UnknownMessage("type 'fromTheFuture'", 4) },
        { """{"a":1}""", new UnknownMessage("type ''") },
        { """{"type":"system","event":"moved"}""", new UnknownMessage("system event 'moved'") },
        { """{"type":"message","from":"moon","sequenceId":5,"dataType":"text","data":"x"}""", new UnknownMessage("message from 'moon'", 5) },
        { """{"type":"message","from":"server","sequenceId":6,"dataType":"cbor","data":"x"}""", new UnknownMessage("message whose data does not fit its dataType, or is missing", 6) },
        { """{"type":"message","from":"server","dataType":"binary","data":"*"}""", new UnknownMessage("message whose data does not fit its dataType, or is missing") },
        { """{"type":"message","from":"server","dataType":"text","data":1}""", new UnknownMessage("message whose data does not fit its dataType, or is missing") },
        { """{"type":"message","from":"server","dataType":"text"}""", new UnknownMessage("message whose data does not fit its dataType, or is missing") },
    };

    public static TheoryData<string, WebPubSubDataType, string> Data => new()
    {
        { """{"type":"message","from":"server","dataType":"json","data":{ "a": 1.50 }}""", WebPubSubDataType.Json, """{ "a": 1.50 }""" },
        { """{"data":null,"dataType":"json","from":"server","type":"message"}""", WebPubSubDataType.Json, "null" },
        { """{"type":"message","from":"server","dataType":"json","data":"x","unknown":{"data":1}}""", WebPubSubDataType.Json, "\"x\"" },
        { """{"type":"message","from":"server","dataType":"text","data":"aé\n\"\u00e9\ud83d\ude00"}""", WebPubSubDataType.Text, "aé\n\"é😀" },
        { """{"type":"message","from":"server","dataType":"text","data":""}""", WebPubSubDataType.Text, "" },
        { """{"type":"message","from":"server","dataType":"binary","data":"AQID"}""", WebPubSubDataType.Binary, "\u0001\u0002\u0003" },
        { """{"type":"message","from":"server","dataType":"protobuf","data":"eA=="}""", WebPubSubDataType.Protobuf, "x" },
    };

    [Theory, MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void Read_OfADocumentedFrame_ReturnsItsMessage(string json, WebPubSubMessage message) => MessageText.Of(Read(json)).Should().Be(MessageText.Of(message));

    [Theory, MemberData(nameof(Data))]
    public void Read_OfData_UsesItsDataType(string json, WebPubSubDataType dataType, string data)
    {
        ServerDataMessage message = Read(json).Should().BeOfType<ServerDataMessage>().Subject;

        message.DataType.Should().Be(dataType);
        message.Data.ToString().Should().Be(data);
    }

    [Fact]
    public void Read_OfAGroupMessage_ReturnsItsFields()
    {
        GroupDataMessage message = Read(
            """
            {"type":"message","from":"group","group":"room-7","fromUserId":"ann","dataType":"text","data":"hi",
             "metadata":{"trace":"a1","Trace":"b"},"sequenceId":9223372036854775807}
            """).Should().BeOfType<GroupDataMessage>().Subject;

        message.Should().BeEquivalentTo(new { Group = "room-7", FromUserId = "ann", DataType = WebPubSubDataType.Text, SequenceId = long.MaxValue });
        message.Metadata.Should().Equal(new Dictionary<string, string> { ["trace"] = "a1", ["Trace"] = "b" });
        message.Stream.Should().BeNull();
    }

    [Fact]
    public void Read_ReadsFragmentsOfStreams()
    {
        Fragment("""{"streamId":"s-1","streamSequenceId":1}""").Should().BeEquivalentTo(new StreamFragment("s-1", 1));
        Fragment("""{"streamId":"s-1","streamSequenceId":4,"endOfStream":true,"error":{"name":"UserError","message":"m","userErrorCode":"E42"}}""")
            .Should().BeEquivalentTo(new StreamFragment("s-1", 4, true, new StreamError("UserError", "m", "E42")));

        static StreamFragment? Fragment(string stream) => Read(
            $$"""{"type":"message","from":"group","group":"g","stream":{{stream}},"dataType":"text","data":""}""").Should().BeOfType<GroupDataMessage>().Subject.Stream;
    }

    [Fact]
    public void Read_ReadsGroupStates()
    {
        const string Items = """[{"connectionId":"c1","userId":"ann","state":{"status":"typing"},"updatedAt":1767225600000},{"connectionId":"c2","updatedAt":99999999999999999}]""";

        GroupStateUpdateMessage update = Read($$"""{"type":"groupStateUpdate","group":"g","items":{{Items}},"sequenceId":3}""")
            .Should().BeOfType<GroupStateUpdateMessage>().Subject;
        GroupStateSnapshotMessage snapshot = Read($$"""{"type":"groupStateSnapshot","group":"g","items":[]}""")
            .Should().BeOfType<GroupStateSnapshotMessage>().Subject;

        update.Items[0].Should().BeEquivalentTo(new { ConnectionId = "c1", UserId = "ann", UpdatedAt = DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture) });
        update.Items[0].State.Should().Equal(new Dictionary<string, string> { ["status"] = "typing" });
        update.Items[1].State.Should().BeNull();
        update.SequenceId.Should().Be(3);
        snapshot.Items.Should().BeEmpty();
    }

    [Fact]
    public void Read_OfAnInvokeResponse_ReturnsItsData()
    {
        InvokeResponseMessage response = Read("""{"type":"invokeResponse","invocationId":"1","success":true,"dataType":"json","data":3}""")
            .Should().BeOfType<InvokeResponseMessage>().Subject;

        response.Data!.ToString().Should().Be("3");
    }

    [Fact]
    public void Read_OfDeeplyNestedData_Succeeds()
    {
        string deep = new string('[', 5000) + new string(']', 5000);

        Read($$"""{"type":"message","from":"server","dataType":"json","data":{{deep}}}""").Should().BeOfType<ServerDataMessage>().Subject.Data.ToString().Should().Be(deep);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"type\"")]
    [InlineData("{")]
    [InlineData("""{"type":"pong"}{}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"ack","success":true}""")]
    [InlineData("""{"type":"ack","ackId":1}""")]
    [InlineData("""{"type":"ack","ackId":-1,"success":true}""")]
    [InlineData("""{"type":"ack","ackId":9223372036854775808,"success":true}""")]
    [InlineData("""{"type":"message","from":"server","dataType":"text","data":"x","sequenceId":18446744073709551615}""")]
    [InlineData("""{"type":"ack","ackId":"1","success":true}""")]
    [InlineData("""{"type":"system","event":"connected"}""")]
    [InlineData("""{"type":"message","from":"group","dataType":"text","data":"x"}""")]
    [InlineData("""{"type":"message","from":"group","group":"g","dataType":"text","data":"x","metadata":[]}""")]
    [InlineData("""{"type":"message","from":"group","group":"g","dataType":"text","data":"\ud800"}""")]
    [InlineData("""{"type":"streamAck","streamId":"s"}""")]
    public void Read_OfAMalformedFrame_ThrowsFormatException(string json) =>
        FluentActions.Invoking(() => Read(json)).Should().Throw<FormatException>();

    [Fact]
    public void Read_OfARandomFrame_ThrowsOnlyFormatException()
    {
        var random = new Random(7);
        byte[][] seeds = [.. Frames.Select(frame => Encoding.UTF8.GetBytes(frame.Data.Item1)), .. Data.Select(frame => Encoding.UTF8.GetBytes(frame.Data.Item1))];
        int read = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] frame = [.. seeds[random.Next(seeds.Length)]];
            for (int changes = random.Next(4); changes > 0; changes--)
            {
                frame[random.Next(frame.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\"{}[]:,\\09-e.u"[random.Next(14)];
            }

            try
            {
                JsonDownstreamReader.Read(frame);
                read++;
            }
            catch (FormatException)
            {
                // The only exception that is allowed.
            }
        }

        read.Should().BeGreaterThan(10_000);
    }

    private static WebPubSubMessage Read(string json) => JsonDownstreamReader.Read(Encoding.UTF8.GetBytes(json));
}
