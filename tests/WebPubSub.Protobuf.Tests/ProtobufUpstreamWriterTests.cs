// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Protobuf.Tests;

/// <summary>Tests with literal bytes from the table of fields and the wire vector. See docs/protocols/client-protocols.md#12-protobuf-protocols.</summary>
public sealed class ProtobufUpstreamWriterTests
{
    public static TheoryData<WebPubSubMessage, string> Frames => new()
    {
        { new JoinGroupMessage("room", 0), "32080A04726F6F6D1000" },
        { new LeaveGroupMessage("room", 5), "3A080A04726F6F6D1005" },
        { new LeaveGroupMessage("room", null), "3A060A04726F6F6D" },
        { new SendToGroupMessage("room", Data("x"), WebPubSubDataType.Text, 2, true) { TtlSeconds = 60 }, "0A110A04726F6F6D10021A030A01782001283C" },
        { new SendToGroupMessage("room", Data("!\""), WebPubSubDataType.Binary, null, false), "0A0C0A04726F6F6D1A0412022122" },
        { new SendToGroupMessage("room", Data("[1]"), WebPubSubDataType.Json, null, false), "0A0D0A04726F6F6D1A0522035B315D" },
        { new SendToGroupMessage("room", Data(""), WebPubSubDataType.Text, null, false) { Metadata = new Dictionary<string, string> { ["k"] = "v" } }, "0A120A04726F6F6D1A020A0032060A016B120176" },
        { new SendEventMessage("e", Data("x"), WebPubSubDataType.Text, 9), "2A0A0A016512030A01781809" },
        { new SequenceAckMessage(long.MaxValue), "420A08FFFFFFFFFFFFFFFF7F" },
        { new PingMessage(), "4A00" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void Write_OfAMessage_WritesTheLiteralBytes(WebPubSubMessage message, string hex) =>
        Convert.ToHexString(new WebPubSubProtobufReliableProtocol().GetMessageBytes(message).Span).Should().Be(hex);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Write_OfAnInvalidMessage_Throws(WebPubSubMessage message) =>
        FluentActions.Invoking(() => new WebPubSubProtobufProtocol().GetMessageBytes(message)).Should().Throw<ArgumentException>();

    public static TheoryData<WebPubSubMessage> Wrong => new()
    {
        new PongMessage(),
        new SendToGroupMessage("g", Data("{"), WebPubSubDataType.Json, null, false),
        new SendToGroupMessage("g", Data("x"), WebPubSubDataType.Protobuf, null, false),
        new SendToGroupMessage("g", BinaryData.FromBytes(new byte[] { 0xFF }), WebPubSubDataType.Text, null, false),
    };

    private static BinaryData Data(string text) => BinaryData.FromString(text);
}
