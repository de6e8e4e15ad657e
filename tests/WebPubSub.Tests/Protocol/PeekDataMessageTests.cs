// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using WebPubSub.Protocol;

namespace WebPubSub.Tests.Protocol;

/// <summary>Tests for the recognition of data messages. Only the form that the service writes is recognized; any other frame is parsed at once.</summary>
public sealed class PeekDataMessageTests
{
    [Theory]
    [InlineData("""{"sequenceId":12,"type":"message","from":"group","group":"g","dataType":"text","data":"x"}""", 12)]
    [InlineData("""{"sequenceId":9223372036854775807,"type":"message","from":"server","dataType":"text","data":"x"}""", 9223372036854775807)]
    public void ReliableProtocol_RecognizesANumberedMessage(string frame, long sequenceId)
    {
        new WebPubSubJsonReliableProtocol().TryPeekDataMessage(Encoding.UTF8.GetBytes(frame), out long? found).Should().BeTrue();
        found.Should().Be(sequenceId);
    }

    [Theory]
    [InlineData("""{"type":"message","from":"server","dataType":"text","data":"x","sequenceId":2}""")]
    [InlineData("""{"sequenceId":1,"from":"server","type":"message"}""")]
    [InlineData("""{"sequenceId":1}""")]
    [InlineData("""{"sequenceId":""")]
    [InlineData("""{"sequenceId":-1,"type":"message","from":"server"}""")]
    [InlineData("""{"sequenceId":9223372036854775808,"type":"message","from":"server"}""")]
    [InlineData("""{"sequenceId":1,"type":"groupStateUpdate","group":"g"}""")]
    [InlineData("""{ "sequenceId":1,"type":"message","from":"server"}""")]
    [InlineData("")]
    public void ReliableProtocol_DoesNotRecognizeAnyOtherFrame(string frame) =>
        new WebPubSubJsonReliableProtocol().TryPeekDataMessage(Encoding.UTF8.GetBytes(frame), out _).Should().BeFalse();

    [Theory]
    [InlineData("""{"type":"message","from":"group","group":"g","dataType":"text","data":"x"}""", true)]
    [InlineData("""{"type":"ack","ackId":1,"success":true}""", false)]
    [InlineData("""{"sequenceId":1,"type":"message","from":"server"}""", false)]
    public void PlainProtocol_RecognizesAMessage(string frame, bool isRecognized)
    {
        new WebPubSubJsonProtocol().TryPeekDataMessage(Encoding.UTF8.GetBytes(frame), out long? sequenceId).Should().Be(isRecognized);
        sequenceId.Should().BeNull();
    }
}
