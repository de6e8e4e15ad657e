// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Protocol;

/// <summary>
/// Tests for reading upstream JSON messages. See
/// docs/protocols/client-protocols.md#4-json-parsing-rules, #5-json-upstream-messages, #7-invalid-input-json and #9-metadata-and-lifetime.
/// </summary>
public sealed class JsonUpstreamReaderTests
{
    public static TheoryData<string, WebPubSubMessage> Frames => new()
    {
        { """{"type":"joinGroup","group":"room-7","ackId":1}""", new JoinGroupMessage("room-7", 1) },
        { """{"type":"leaveGroup","group":"room-7"}""", new LeaveGroupMessage("room-7", null) },
        { """{"ackId":9223372036854775807,"group":" r ","type":"JOINGROUP"}""", new JoinGroupMessage(" r ", long.MaxValue) },
        { """{"type":"joinGroup","group":"a","group":"b","ackId":null,"unknown":{}}""", new JoinGroupMessage("b", null) },
        { """{"type":"ping"}""", new PingMessage() },
        { """{"type":"sequenceAck","sequenceId":5}""", new SequenceAckMessage(5) },
    };

    [Theory, MemberData(nameof(Frames), DisableDiscoveryEnumeration = true)]
    public void Read_OfADocumentedFrame_ReturnsItsMessage(string json, WebPubSubMessage message) => MessageText.Of(Read(json)).Should().Be(MessageText.Of(message));

    [Fact]
    public void Read_OfSendToGroup_ReturnsEachField()
    {
        var message = (SendToGroupMessage)Read(
            """{"type":"sendToGroup","group":"room-7","ackId":2,"noEcho":true,"dataType":"text","data":"hi","metadata":{"trace":"a1","Trace":"b"},"ttlSeconds":60}""");

        message.Should().BeEquivalentTo(new
        {
            Group = "room-7",
            AckId = (long?)2,
            NoEcho = true,
            DataType = WebPubSubDataType.Text,
            TtlSeconds = 60,
            Metadata = new Dictionary<string, string> { ["trace"] = "a1", ["Trace"] = "b" },
        });
        message.Data.ToString().Should().Be("hi");
    }

    [Theory]
    [InlineData("""{"type":"event","event":"e","data":{ "id" : 1.50 }}""", WebPubSubDataType.Json, """{ "id" : 1.50 }""")]
    [InlineData("""{"type":"event","event":"e","dataType":"JSON","data":"x"}""", WebPubSubDataType.Json, "\"x\"")]
    [InlineData("""{"type":"event","event":"e","dataType":"text","data":"x\u00e9"}""", WebPubSubDataType.Text, "xé")]
    [InlineData("""{"type":"event","event":"e","dataType":"binary","data":"eA=="}""", WebPubSubDataType.Binary, "x")]
    [InlineData("""{"type":"event","event":"e","metadata":{}}""", WebPubSubDataType.Text, "")]
    public void Read_OfData_KeepsItsBytes(string json, WebPubSubDataType dataType, string data)
    {
        var message = (SendEventMessage)Read(json);

        message.EventName.Should().Be("e");
        message.DataType.Should().Be(dataType);
        message.Data.ToString().Should().Be(data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{} {}")]
    [InlineData("""{"type":"ping",}""")]
    [InlineData("""{"type":"ping"} // comment""")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"fromTheFuture"}""")]
    [InlineData("""{"Type":"ping"}""")]
    [InlineData("""{"type":"ping","ackId":"a"}""")]
    [InlineData("""{"type":"ping","ackId":-1}""")]
    [InlineData("""{"type":"ping","ackId":1.5}""")]
    [InlineData("""{"type":"ping","ackId":9223372036854775808}""")]
    [InlineData("""{"type":"sequenceAck","sequenceId":18446744073709551615}""")]
    [InlineData("""{"type":"sequenceAck","sequenceId":-1}""")]
    [InlineData("""{"type":"joinGroup"}""")]
    [InlineData("""{"type":"joinGroup","group":1}""")]
    [InlineData("""{"type":"joinGroup","group":"  "}""")]
    [InlineData("""{"type":"joinGroup","group":"\ud800"}""")]
    [InlineData("""{"type":"event","event":"1a","data":1}""")]
    [InlineData("""{"type":"event","event":"a b","data":1}""")]
    [InlineData("""{"type":"event","data":1}""")]
    [InlineData("""{"type":"event","event":"e"}""")]
    [InlineData("""{"type":"event","event":"e","metadata":null}""")]
    [InlineData("""{"type":"event","event":"e","data":null}""")]
    [InlineData("""{"type":"event","event":"e","dataType":"text","data":1}""")]
    [InlineData("""{"type":"event","event":"e","dataType":"binary","data":"%%"}""")]
    [InlineData("""{"type":"event","event":"e","dataType":"protobuf","data":"eA=="}""")]
    [InlineData("""{"type":"event","event":"e","dataType":"0","data":1}""")]
    [InlineData("""{"type":"event","event":"e","dataType":null,"data":1}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"noEcho":null}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"noEcho":"true"}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"ttlSeconds":301,"ackId":1}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"ttlSeconds":-1}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"ttlSeconds":1.5}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":[]}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":{"a":1}}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":{"a":"1","a":"2"}}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":{"":"1"}}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":{"a b":"1"}}""")]
    [InlineData("""{"type":"sendToGroup","group":"g","data":1,"metadata":{"a":"é"}}""")]
    [InlineData("""{"type":"sequenceAck"}""")]
    [InlineData("""{"type":"sequenceAck","sequenceId":"5"}""")]
    public void Read_OfAMalformedFrame_Throws(string json) =>
        FluentActions.Invoking(() => Read(json)).Should().Throw<FormatException>();

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Read_LimitsTheEventName(int length, bool legal)
    {
        Action read = () => Read($$"""{"type":"event","event":"{{new string('e', length)}}","data":1}""");
        if (legal)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<FormatException>();
        }
    }

    [Theory]
    [InlineData(1, 256, 1024, true)]
    [InlineData(1, 257, 1, false)]
    [InlineData(1, 1, 1025, false)]
    [InlineData(8, 2, 1022, true)]
    [InlineData(8, 3, 1022, false)]
    public void Read_LimitsMetadata(int pairs, int keyLength, int valueLength, bool legal)
    {
        IEnumerable<string> members = Enumerable.Range(0, pairs)
            .Select(index => $"\"{index.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(keyLength, 'k')}\":\"{new string('v', valueLength)}\"");
        Action read = () => Read("""{"type":"event","event":"e","data":1,"metadata":{""" + string.Join(',', members) + "}}");
        if (legal)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<FormatException>();
        }
    }

    private static WebPubSubMessage Read(string json) => JsonUpstreamReader.Read(Encoding.UTF8.GetBytes(json));
}
