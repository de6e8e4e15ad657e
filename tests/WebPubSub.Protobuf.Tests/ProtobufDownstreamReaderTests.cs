// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Protobuf.Tests;

/// <summary>Tests with literal bytes from the table of fields. See docs/protocols/client-protocols.md#12-protobuf-protocols.</summary>
public sealed class ProtobufDownstreamReaderTests
{
    public static TheoryData<string, WebPubSubMessage> Frames => new()
    {
        { "0A0408071001", new AckMessage(7, true, null) },
        { "0A081A060A014E12016D", new AckMessage(0, false, new AckMessageError("N", "m")) },
        { "2200", new PongMessage() },
        { "1A050A030A0163", new ConnectedMessage(null, "c", null) },
        { "1A0B0A090A01631201751A0174", new ConnectedMessage("u", "c", "t") },
        { "1A051203120172", new DisconnectedMessage("r") },
        { "", new UnknownMessage("message of an unknown type") },
        { "7A00", new UnknownMessage("message of an unknown type") },
        { "1A00", new UnknownMessage("system event of an unknown type") },
        { "120D0A046D6F6F6E1A030A01782009", new UnknownMessage("message from 'moon'", 9) },
        { "120A0A067365727665722009", new UnknownMessage("message whose data is missing or of an unknown type", 9) },
        { "120F0A067365727665721A0322017B2009", new UnknownMessage("message whose data is missing or of an unknown type", 9) },
    };

    public static TheoryData<string, WebPubSubDataType, string> Data => new()
    {
        { "120D0A067365727665721A030A0178", WebPubSubDataType.Text, "x" },
        { "120F0A067365727665721A0522035B315D", WebPubSubDataType.Json, "[1]" },
        { "120D0A067365727665721A03120101", WebPubSubDataType.Binary, "\u0001" },
        { "120F0A067365727665721A051A030A0174", WebPubSubDataType.Protobuf, "\n\u0001t" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void Read_OfLiteralBytes_ReturnsTheMessage(string hex, WebPubSubMessage message) => MessageText.Of(Read(hex)).Should().Be(MessageText.Of(message));

    [Theory]
    [MemberData(nameof(Data))]
    public void Read_OfData_UsesItsDataType(string hex, WebPubSubDataType dataType, string data)
    {
        ServerDataMessage message = Read(hex).Should().BeOfType<ServerDataMessage>().Subject;

        message.DataType.Should().Be(dataType);
        message.Data.ToString().Should().Be(data);
    }

    [Fact]
    public void Read_OfAGroupMessage_ReturnsItsFields()
    {
        GroupDataMessage message = Read("121A0A0567726F75701201671A030A017820AC022A060A016B120176").Should().BeOfType<GroupDataMessage>().Subject;

        message.Should().BeEquivalentTo(new { Group = "g", DataType = WebPubSubDataType.Text, SequenceId = 300L });
        message.Metadata.Should().Equal(new Dictionary<string, string> { ["k"] = "v" });
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("12")]
    [InlineData("0A05")]
    [InlineData("0A0D08FFFFFFFFFFFFFFFFFF011001")] // an ack ID of 18446744073709551615
    public void Read_OfAMalformedMessage_ThrowsFormatException(string hex) => FluentActions.Invoking(() => Read(hex)).Should().Throw<FormatException>();

    private static WebPubSubMessage Read(string hex) => new WebPubSubProtobufProtocol().ParseMessage(Convert.FromHexString(hex));
}
