// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Protobuf.Tests;

/// <summary>Tests with literal bytes from the table of fields. See docs/protocols/client-protocols.md#12-protobuf-protocols.</summary>
public sealed class ProtobufUpstreamReaderTests
{
    public static TheoryData<string, WebPubSubMessage> Frames => new()
    {
        { "32080A04726F6F6D1000", new JoinGroupMessage("room", 0) }, // docs/protocols/client-protocols.md#124-wire-vector
        { "32060A04726F6F6D", new JoinGroupMessage("room", null) },
        { "3A080A04726F6F6D1005", new LeaveGroupMessage("room", 5) },
        { "0A0B0A04726F6F6D1A030A0178", new SendToGroupMessage("room", BinaryData.FromString("x"), WebPubSubDataType.Text, null, false) },
        { "0A110A04726F6F6D10021A030A01782001283C", new SendToGroupMessage("room", BinaryData.FromString("x"), WebPubSubDataType.Text, 2, true) { TtlSeconds = 60 } },
        { "0A0C0A04726F6F6D1A0412022122", new SendToGroupMessage("room", BinaryData.FromString("!\""), WebPubSubDataType.Binary, null, false) },
        { "0A0D0A04726F6F6D1A0522035B315D", new SendToGroupMessage("room", BinaryData.FromString("[1]"), WebPubSubDataType.Json, null, false) },
        { "0A170A04726F6F6D1A0F1A0D0A096162636465666768691200", new SendToGroupMessage("room", BinaryData.FromString("\n\tabcdefghi"), WebPubSubDataType.Protobuf, null, false) },
        { "2A080A016512030A0178", new SendEventMessage("e", BinaryData.FromString("x"), WebPubSubDataType.Text, null) },
        { "2A0A0A016512030A01781809", new SendEventMessage("e", BinaryData.FromString("x"), WebPubSubDataType.Text, 9) },
        { "2A070A016512020A00", new SendEventMessage("e", BinaryData.Empty, WebPubSubDataType.Text, null) }, // data that is empty but set
        { "420A08FFFFFFFFFFFFFFFF7F", new SequenceAckMessage(long.MaxValue) },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void Read_OfLiteralBytes_ReturnsTheMessage(string hex, WebPubSubMessage message) =>
        ProtobufUpstreamReader.Read(Convert.FromHexString(hex)).Should().BeEquivalentTo(
            message, options => options.RespectingRuntimeTypes().Using<BinaryData>(context =>
                context.Subject.ToArray().Should().Equal(context.Expectation.ToArray())).WhenTypeIs<BinaryData>());

    [Theory]
    [InlineData("4A00")]
    [InlineData("4A00F80101")] // with an unknown field
    public void Ping_IsRead(string hex) => ProtobufUpstreamReader.Read(Convert.FromHexString(hex)).Should().BeOfType<PingMessage>();

    [Fact]
    public void Metadata_IsRead_AndCanReplaceData()
    {
        var message = (SendToGroupMessage)ProtobufUpstreamReader.Read(Convert.FromHexString("0A0E0A04726F6F6D32060A016B120176"));

        message.Metadata.Should().Equal(new Dictionary<string, string> { ["k"] = "v" });
        message.DataType.Should().Be(WebPubSubDataType.Text);
        message.Data.ToArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("")] // an empty message
    [InlineData("FF")]
    [InlineData("420B08FFFFFFFFFFFFFFFFFF01")] // a sequence ID of 18446744073709551615
    [InlineData("320F0A04726F6F6D10FFFFFFFFFFFFFFFFFF01")] // an ack ID of 18446744073709551615
    [InlineData("3200")] // a join of an empty group
    [InlineData("0A060A04726F6F6D")] // a send without data
    [InlineData("0A080A04726F6F6D1A00")] // data without a value
    [InlineData("F80101")] // only an unknown field
    [InlineData("32060A0472")] // shorter than its length prefix
    [InlineData("2A080A013112030A0178")] // an event name that starts with a digit
    [InlineData("0A0D0A04726F6F6D1A0522037B7B7B")] // json_data that is not JSON
    [InlineData("0A0E0A04726F6F6D1A030A017828AD02")] // a time to live of 301 seconds
    [InlineData("0A100A04726F6F6D1A030A01783A030A0173")] // a stream, which is a preview feature
    [InlineData("0A0E0A04726F6F6D32060A0120120176")] // a metadata key that is not a token
    public void Read_OfAMalformedMessage_Throws(string hex) =>
        FluentActions.Invoking(() => ProtobufUpstreamReader.Read(Convert.FromHexString(hex))).Should().Throw<FormatException>();
}
