// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using WebPubSub.Protocol;
using WebPubSub.TestUtilities;

namespace WebPubSub.Protobuf.Tests;

/// <summary>
/// Tests for invocations, streams and group states. The bytes of group states are the test vectors of @azure/web-pubsub-client-protobuf. The other bytes follow
/// the field numbers in WebPubSubProtobufSchemaTests of the .NET client.
/// </summary>
public sealed class PreviewTests
{
    private static readonly Dictionary<string, string> Typing = new() { ["activity"] = "typing" };

    public static TheoryData<WebPubSubMessage, string> Upstream => new()
    {
        { new SetGroupStateMessage("chat-room", Typing, 1), "eiMKCWNoYXQtcm9vbRABGhQKEgoIYWN0aXZpdHkSBnR5cGluZw==" },
        { new SetGroupStateMessage("chat-room", null, 2), "eg0KCWNoYXQtcm9vbRAC" },
        { new SubscribeGroupStateMessage("chat-room", 3), "ggENCgljaGF0LXJvb20QAw==" },
        { new UnsubscribeGroupStateMessage("chat-room", 4), "igENCgljaGF0LXJvb20QBA==" },
        { new InvokeMessage("1", "e", BinaryData.FromString("x"), WebPubSubDataType.Text), Base64("520B0A01651201311A030A0178") },
        { new InvokeMessage("1", "e", null, WebPubSubDataType.Json), Base64("52060A0165120131") },
        { new CancelInvocationMessage("1"), Base64("5A030A0131") },
        { new StreamStartMessage("g", "s"), Base64("0A080A01673A030A0173") },
        { new StreamStartMessage("g", "s", TimeSpan.FromMilliseconds(60000), noEcho: true), Base64("0A0E0A016720013A070A017310E0D403") },
        { new StreamDataMessage("s", 300, BinaryData.FromString("x"), WebPubSubDataType.Text), Base64("6A0B0A017310AC021A030A0178") },
        { new StreamDataMessage("s"), Base64("6A030A0173") },
        { new StreamEndMessage("s"), Base64("72030A0173") },
        { new StreamEndMessage("s", new StreamError(null, "m", "E42")), Base64("720D0A017312080A016D1203453432") },
        { new StreamEndMessage("s", new StreamError(null)), Base64("72050A01731200") },
    };

    public static TheoryData<WebPubSubMessage, string> Downstream => new()
    {
        {
            new GroupStateSnapshotMessage("chat-room", [Item("conn-a1", "alice", 1741652400000, Typing), Item("conn-b1", "bob", 1741652380000, new() { ["hand"] = "raised" })]),
            "UmMKCWNoYXQtcm9vbRItCgdjb25uLWExEgVhbGljZRoUChIKCGFjdGl2aXR5EgZ0eXBpbmcggK/KlNgyEicKB2Nvbm4tYjESA2JvYhoQCg4KBGhhbmQSBnJhaXNlZCDgksmU2DI="
        },
        { new GroupStateSnapshotMessage("empty-room", []), "UgwKCmVtcHR5LXJvb20=" },
        {
            new GroupStateUpdateMessage("chat-room", [Item("conn-a1", "alice", 1741652400000, Typing)]),
            "SjoKCWNoYXQtcm9vbRItCgdjb25uLWExEgVhbGljZRoUChIKCGFjdGl2aXR5EgZ0eXBpbmcggK/KlNgy"
        },
        { new GroupStateUpdateMessage("chat-room", [Item("conn-a1", "alice", 1741652405000, null)]), "SiQKCWNoYXQtcm9vbRIXCgdjb25uLWExEgVhbGljZSCI1sqU2DI=" },
        { new GroupStateUpdateMessage("g", [Item("c", null, 1, [])], sequenceId: 300), Base64("4A0F0A016712070A01631A00200118AC02") },
        { new GroupStateSnapshotMessage("g", [], sequenceId: 1), Base64("52050A01671801") },
        { new InvokeResponseMessage("1", true, WebPubSubDataType.Text, BinaryData.FromString("x"), null), Base64("2A0A0A013110011A030A0178") },
        { new InvokeResponseMessage("1", false, null, null, new InvokeResponseError("N", "m")), Base64("2A0B0A013122060A014E12016D") },
        { new StreamAckMessage("s", 1), Base64("32050A01731001") },
        { new StreamNackMessage("s", 2, "InvalidSequenceId"), Base64("3A180A01731211496E76616C696453657175656E636549642002") },
        { new StreamClosedMessage("s"), Base64("42030A0173") },
        { new StreamClosedMessage("s", new StreamError("Forbidden", "m")), Base64("42130A0173120E0A09466F7262696464656E12016D") },
        { Fragment(new StreamFragment("s", 3)), Base64("12180A0567726F75701201671A030A0178200932050A01731003") },
        {
            Fragment(new StreamFragment("s", 4, endOfStream: true, new StreamError("UserError", "m", "E42"))),
            Base64("122F0A0567726F75701201671A030A01782009321C0A01731004180122130A09557365724572726F7212016D1A03453432")
        },
    };

    [Theory]
    [MemberData(nameof(Upstream))]
    public void ClientMessage_HasTheExpectedBytes(WebPubSubMessage message, string base64)
    {
        Convert.ToBase64String(new WebPubSubProtobufProtocol().GetMessageBytes(message).Span).Should().Be(base64);
        MessageText.Of(ProtobufUpstreamReader.ReadWithPreview(Convert.FromBase64String(base64))).Should().Be(MessageText.Of(message));
    }

    [Theory]
    [MemberData(nameof(Downstream))]
    public void ServiceMessage_HasTheExpectedBytes(WebPubSubMessage message, string base64)
    {
        var output = new ArrayBufferWriter<byte>();

        ProtobufDownstreamWriter.Write(output, message);

        MessageText.Of(new WebPubSubProtobufProtocol().ParseMessage(Convert.FromBase64String(base64))).Should().Be(MessageText.Of(message));
        ProtobufDownstream(output.WrittenSpan.ToArray()).Should().Be(ProtobufDownstream(Convert.FromBase64String(base64)));
    }

    [Theory]
    [InlineData("5200")]
    [InlineData("6A030A0173")]
    [InlineData("7A030A0167")]
    [InlineData("0A080A01673A030A0173")] // the start of a stream
    public void Read_OfAPreviewMessage_WithoutPreview_Throws(string hex) =>
        FluentActions.Invoking(() => ProtobufUpstreamReader.Read(Convert.FromHexString(hex))).Should().Throw<FormatException>();

    [Theory]
    [InlineData("7A00")] // a state with an empty group name
    [InlineData("820100")]
    [InlineData("8A0100")]
    [InlineData("6A080A01731A030A0178")] // a fragment without a sequence ID
    [InlineData("6A0A0A017310001A030A0178")] // a fragment with the sequence ID 0
    [InlineData("6A050A01731001")] // a fragment without data
    [InlineData("2A0D0A016512030A01782A030A0173")] // an event with a stream
    [InlineData("520B0A01651201312A030A0173")] // an invocation with a stream
    public void ReadWithPreview_OfAMalformedMessage_Throws(string hex) =>
        FluentActions.Invoking(() => ProtobufUpstreamReader.ReadWithPreview(Convert.FromHexString(hex))).Should().Throw<FormatException>();

    [Theory]
    [InlineData("0A080A01673A030A0120", "stream_id is blank")]
    [InlineData("0A0D0A01671A030A01783A030A0173", "the start of a stream must not contain data")]
    [InlineData("0A0A0A01673A050A01731000", "idle_timeout_ms is not a positive 32-bit number")]
    public void InvalidStreamStart_HasAFault(string hex, string fault) =>
        ProtobufUpstreamReader.ReadWithPreview(Convert.FromHexString(hex)).Should().BeOfType<StreamStartMessage>().Which.Fault.Should().Be(fault);

    [Fact]
    public void EndOfAStream_NeedsNoData() =>
        new WebPubSubProtobufProtocol().ParseMessage(Convert.FromHexString("12130A0567726F757012016732070A017310021801"))
            .Should().BeOfType<GroupDataMessage>().Which.Stream!.EndOfStream.Should().BeTrue();

    [Fact]
    public void Invocation_WithAnUnknownTarget_Throws() =>
        FluentActions.Invoking(() => new WebPubSubProtobufProtocol().GetMessageBytes(new InvokeMessage("1", "e", null, WebPubSubDataType.Text, target: "moon")))
            .Should().Throw<ArgumentException>().WithMessage("*moon*");

    // Fields may come in any order.
    private static string ProtobufDownstream(byte[] bytes) => Wire.DownstreamMessage.Parser.ParseFrom(bytes).ToString();

    private static GroupDataMessage Fragment(StreamFragment fragment) =>
        new("g", WebPubSubDataType.Text, BinaryData.FromString("x"), sequenceId: 9, fromUserId: null) { Stream = fragment };

    private static GroupStateItem Item(string connectionId, string? userId, long updatedAt, Dictionary<string, string>? state) =>
        new(connectionId, userId, state, DateTimeOffset.FromUnixTimeMilliseconds(updatedAt));

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
}
