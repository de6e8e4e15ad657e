// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using WebPubSub.Protocol;

namespace WebPubSub.Protobuf.Tests;

/// <summary>Tests with literal bytes from the table of fields. See docs/protocols/client-protocols.md#12-protobuf-protocols.</summary>
public sealed class ProtobufDownstreamWriterTests
{
    public static TheoryData<WebPubSubMessage, string> Frames => new()
    {
        { new AckMessage(7, true, null), "0A0408071001" },
        { new AckMessage(0, false, new AckMessageError("N", "m")), "0A081A060A014E12016D" },
        { new PongMessage(), "2200" },
        { new ServerDataMessage(WebPubSubDataType.Text, BinaryData.FromString("x"), null), "120D0A067365727665721A030A0178" },
        { new ServerDataMessage(WebPubSubDataType.Json, BinaryData.FromString("[1]"), null), "120F0A067365727665721A0522035B315D" },
        { new ServerDataMessage(WebPubSubDataType.Binary, BinaryData.FromString("!"), null), "120D0A067365727665721A03120121" },
        { new GroupDataMessage("g", WebPubSubDataType.Text, BinaryData.FromString("x"), 300, "missing"), "12120A0567726F75701201671A030A017820AC02" },
        { new ServerDataMessage(WebPubSubDataType.Text, BinaryData.Empty, null) { Metadata = new Dictionary<string, string> { ["k"] = "v" } }, "12140A067365727665721A020A002A060A016B120176" },
        { new ServerDataMessage(WebPubSubDataType.Protobuf, BinaryData.FromString("\n\tabcdefghi"), null), "12170A067365727665721A0D1A0B0A09616263646566676869" },
        { new ConnectedMessage(null, "c", null), "1A050A030A0163" },
        { new ConnectedMessage("u", "c", "t"), "1A0B0A090A01631201751A0174" },
        { new DisconnectedMessage("r"), "1A051203120172" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void Write_OfAMessage_WritesTheLiteralBytes(WebPubSubMessage message, string hex)
    {
        var output = new ArrayBufferWriter<byte>();

        ProtobufDownstreamWriter.Write(output, message);

        Convert.ToHexString(output.WrittenSpan).Should().Be(hex);
    }

    [Fact]
    public void Write_OfAClientMessage_Throws() =>
        FluentActions.Invoking(() => ProtobufDownstreamWriter.Write(new ArrayBufferWriter<byte>(), new PingMessage())).Should().Throw<ArgumentException>();
}
