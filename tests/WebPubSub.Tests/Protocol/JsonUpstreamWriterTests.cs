// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text;
using WebPubSub.Protocol;

namespace WebPubSub.Tests.Protocol;

/// <summary>
/// Tests for writing upstream JSON messages. See
/// docs/protocols/client-protocols.md#5-json-upstream-messages, #131-messages-json, #141-upstream-messages and #151-upstream.
/// </summary>
public sealed class JsonUpstreamWriterTests
{
    public static TheoryData<WebPubSubMessage, string> Frames => new()
    {
        { new JoinGroupMessage("room-7", 1), """{"type":"joinGroup","group":"room-7","ackId":1}""" },
        { new JoinGroupMessage("é\"", 0), """{"type":"joinGroup","group":"é\"","ackId":0}""" },
        { new LeaveGroupMessage("room-7", null), """{"type":"leaveGroup","group":"room-7"}""" },
        {
            new SendToGroupMessage("room-7", Data("hi"), WebPubSubDataType.Text, 2, true) { TtlSeconds = 60, Metadata = new Dictionary<string, string> { ["trace"] = "a1" } },
            """{"type":"sendToGroup","group":"room-7","ackId":2,"noEcho":true,"ttlSeconds":60,"dataType":"text","data":"hi","metadata":{"trace":"a1"}}"""
        },
        { new SendToGroupMessage("g", Data("{ \"a\": 1.50 }"), WebPubSubDataType.Json, null, false), """{"type":"sendToGroup","group":"g","dataType":"json","data":{ "a": 1.50 }}""" },
        { new SendToGroupMessage("g", Data("???"), WebPubSubDataType.Binary, null, false), """{"type":"sendToGroup","group":"g","dataType":"binary","data":"Pz8/"}""" },
        { new SendEventMessage("order.created", Data("{\"id\":9}"), WebPubSubDataType.Json, 3), """{"type":"event","event":"order.created","ackId":3,"dataType":"json","data":{"id":9}}""" },
        { new PingMessage(), """{"type":"ping"}""" },
        { new SequenceAckMessage(long.MaxValue), """{"type":"sequenceAck","sequenceId":9223372036854775807}""" },
        { new InvokeMessage("1", "sum", Data("[1,2]"), WebPubSubDataType.Json), """{"type":"invoke","invocationId":"1","target":"event","event":"sum","dataType":"json","data":[1,2]}""" },
        { new InvokeMessage("1", "now", null, WebPubSubDataType.Json), """{"type":"invoke","invocationId":"1","target":"event","event":"now"}""" },
        { new CancelInvocationMessage("1"), """{"type":"cancelInvocation","invocationId":"1"}""" },
        {
            new StreamStartMessage("room-7", "s-1", TimeSpan.FromMinutes(1), noEcho: true),
            """{"type":"sendToGroup","group":"room-7","noEcho":true,"stream":{"streamId":"s-1","idleTimeoutMs":60000}}"""
        },
        { new StreamStartMessage("g", "s"), """{"type":"sendToGroup","group":"g","stream":{"streamId":"s"}}""" },
        { new StreamDataMessage("s-1", 1, Data("part 1"), WebPubSubDataType.Text), """{"type":"streamData","streamId":"s-1","streamSequenceId":1,"dataType":"text","data":"part 1"}""" },
        { new StreamDataMessage("s-1"), """{"type":"streamData","streamId":"s-1"}""" },
        { new StreamEndMessage("s-1"), """{"type":"streamEnd","streamId":"s-1"}""" },
        {
            new StreamEndMessage("s-1", new StreamError(null, "aborted by user", "E42")),
            """{"type":"streamEnd","streamId":"s-1","error":{"message":"aborted by user","userErrorCode":"E42"}}"""
        },
        {
            new SetGroupStateMessage("room-7", new Dictionary<string, string> { ["status"] = "typing" }, 5),
            """{"type":"setGroupState","group":"room-7","ackId":5,"state":{"status":"typing"}}"""
        },
        { new SetGroupStateMessage("g"), """{"type":"setGroupState","group":"g"}""" },
        { new SubscribeGroupStateMessage("g", 6), """{"type":"subscribeGroupState","group":"g","ackId":6}""" },
        { new UnsubscribeGroupStateMessage("g"), """{"type":"unsubscribeGroupState","group":"g"}""" },
    };

    [Fact]
    public void GetMessageBytes_AfterLargeAndFailedFrames_ReturnsTheBytesOfTheMessage()
    {
        var protocol = new WebPubSubJsonProtocol();
        var small = new SendToGroupMessage("g", BinaryData.FromString("hi"), WebPubSubDataType.Text, ackId: null, noEcho: false);
        string expected = Encoding.UTF8.GetString(protocol.GetMessageBytes(small).Span);

        protocol.GetMessageBytes(new SendToGroupMessage("g", BinaryData.FromString(new string('x', 10_000)), WebPubSubDataType.Text, ackId: null, noEcho: false)).Length.Should().BeGreaterThan(10_000);
        Encoding.UTF8.GetString(protocol.GetMessageBytes(small).Span).Should().Be(expected);
        FluentActions.Invoking(() => protocol.GetMessageBytes(new SendToGroupMessage("g", BinaryData.FromBytes([0xFF]), WebPubSubDataType.Text, ackId: null, noEcho: false))).Should().Throw<ArgumentException>();
        Encoding.UTF8.GetString(protocol.GetMessageBytes(small).Span).Should().Be(expected).And.Be("""{"type":"sendToGroup","group":"g","dataType":"text","data":"hi"}""");
    }

    [Fact]
    public void DerivedProtocol_WritesItsOwnFrames() =>
        Encoding.UTF8.GetString(new Derived().GetMessageBytes(new PingMessage()).Span).Should().Be("own");

    private sealed class Derived : WebPubSubJsonProtocol
    {
        public override void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output) => output.Write("own"u8);
    }

    [Theory, MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void Write_ProducesTheDocumentedFrame(WebPubSubMessage message, string json) => Write(message).Should().Be(json);

    [Theory, MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void Write_ProducesFramesThatTheServiceReads(WebPubSubMessage message, string json) =>
        JsonUpstreamReader.ReadWithPreview(Encoding.UTF8.GetBytes(json)).Should().BeOfType(message.GetType());

    [Fact]
    public void Write_OfAServiceMessage_Throws() =>
        FluentActions.Invoking(() => Write(new PongMessage())).Should().Throw<ArgumentException>().WithMessage("PongMessage is not a message that clients send.*");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("nothing")]
    public void Write_OfInvalidJson_Throws(string data) =>
        FluentActions.Invoking(() => Write(new SendToGroupMessage("g", Data(data), WebPubSubDataType.Json, null, false))).Should().Throw<ArgumentException>();

    [Fact]
    public void Write_OfInvalidUtf8_Throws() =>
        FluentActions.Invoking(() => Write(new SendToGroupMessage("g", BinaryData.FromBytes(new byte[] { 0xFF, 0xFE }), WebPubSubDataType.Text, null, false)))
            .Should().Throw<ArgumentException>();

    private static string Write(WebPubSubMessage message) => Encoding.UTF8.GetString(new WebPubSubJsonProtocol().GetMessageBytes(message).Span);

    private static BinaryData Data(string text) => BinaryData.FromString(text);
}
