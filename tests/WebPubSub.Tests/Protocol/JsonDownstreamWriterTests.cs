// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text;
using WebPubSub.Protocol;

namespace WebPubSub.Tests.Protocol;

/// <summary>Tests for writing downstream JSON messages. See docs/protocols/client-protocols.md#6-json-downstream-messages.</summary>
public sealed class JsonDownstreamWriterTests
{
    public static TheoryData<WebPubSubMessage, string> Frames => new()
    {
        { new ConnectedMessage("ann", "c1", null), """{"type":"system","event":"connected","userId":"ann","connectionId":"c1"}""" },
        { new ConnectedMessage(null, "c1", "t"), """{"type":"system","event":"connected","userId":null,"connectionId":"c1","reconnectionToken":"t"}""" },
        { new DisconnectedMessage("bye"), """{"type":"system","event":"disconnected","message":"bye"}""" },
        { new AckMessage(2, true, null), """{"type":"ack","ackId":2,"success":true}""" },
        { new AckMessage(long.MaxValue, false, new AckMessageError("Forbidden", "no")), """{"type":"ack","ackId":9223372036854775807,"success":false,"error":{"name":"Forbidden","message":"no"}}""" },
        { new PongMessage(), """{"type":"pong"}""" },
        { new GroupDataMessage("g", WebPubSubDataType.Json, Data("{\"a\": 1}"), null, "ann"), """{"type":"message","from":"group","group":"g","fromUserId":"ann","dataType":"json","data":{"a": 1}}""" },
        { new GroupDataMessage("g", WebPubSubDataType.Text, Data("x"), null, null), """{"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"x"}""" },
        { new ServerDataMessage(WebPubSubDataType.Binary, Data("x"), null), """{"type":"message","from":"server","dataType":"binary","data":"eA=="}""" },
        { new ServerDataMessage(WebPubSubDataType.Text, Data("<é>\"\n"), null), """{"type":"message","from":"server","dataType":"text","data":"<é>\"\n"}""" },
        { new ServerDataMessage(WebPubSubDataType.Text, Data("x"), 7) { Metadata = new Dictionary<string, string> { ["trace"] = "42" } }, """{"type":"message","from":"server","dataType":"text","data":"x","metadata":{"trace":"42"},"sequenceId":7}""" },
    };

    [Theory, MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void Write_ProducesTheDocumentedFrame(WebPubSubMessage message, string json)
    {
        var output = new ArrayBufferWriter<byte>();

        JsonDownstreamWriter.Write(output, message);

        Encoding.UTF8.GetString(output.WrittenSpan).Should().Be(json);
    }

    [Fact]
    public void Write_OfAClientMessage_Throws() =>
        FluentActions.Invoking(() => JsonDownstreamWriter.Write(new ArrayBufferWriter<byte>(), new PingMessage()))
            .Should().Throw<ArgumentException>();

    private static BinaryData Data(string text) => BinaryData.FromString(text);
}
