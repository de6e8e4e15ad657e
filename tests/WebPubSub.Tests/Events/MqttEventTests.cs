// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Tests.Events;

/// <summary>Tests for MQTT events. See docs/protocols/event-handler.md#136-mqtt and #137-mqtt-codes-and-http-status.</summary>
public sealed class MqttEventTests
{
    private static readonly MqttConnectionContext Context = new(WebPubSubEventType.System, "connect", "chat", "client-1", "physical-1", "session-1");

    [Fact]
    public void Connect_HasTheFieldsOfThePacket()
    {
        MqttConnectEventRequest request = Connect("""
            {"claims":{"sub":["u"]},"query":{},"headers":{},"mqtt":{"protocolVersion":5,"cleanStart":true,"username":"u","password":"cGFzcw==",
             "userProperties":[{"name":"a","value":"1"},{"name":"a","value":"2"}]}}
            """);

        request.Claims["sub"].Should().Equal("u");
        request.Subprotocols.Should().Equal("mqtt");
        request.Mqtt.ProtocolVersion.Should().Be(MqttProtocolVersion.V500);
        request.Mqtt.CleanStart.Should().BeTrue();
        request.Mqtt.Username.Should().Be("u");
        request.Mqtt.Password.Should().Be("cGFzcw==");
        request.Mqtt.PasswordBytes!.Value.ToArray().Should().Equal("pass"u8.ToArray());
        request.Mqtt.UserProperties.Should().Equal(new MqttUserProperty("a", "1"), new MqttUserProperty("a", "2"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"mqtt":null}""")]
    [InlineData("""{"mqtt":{"protocolVersion":"x"}}""")]
    [InlineData("""{"mqtt":{"protocolVersion":5,"password":"!"}}""")]
    public void Connect_WithoutUsableMqtt_IsMalformed(string body) =>
        FluentActions.Invoking(() => Connect(body)).Should().Throw<FormatException>();

    [Fact]
    public void Connect_IsAccepted()
    {
        MqttConnectEventResponse response = Connect().CreateMqttResponse("u", ["room/+"], ["webpubsub.sendToGroup"]);
        response.Mqtt.UserProperties = [new MqttUserProperty("a", "1")];

        WebPubSubEventWriter.Write(response, Connect()).Body!.ToString().Should().Be(
            """{"userId":"u","groups":["room/\u002B"],"roles":["webpubsub.sendToGroup"],"mqtt":{"userProperties":[{"name":"a","value":"1"}]}}""");
    }

    [Fact]
    public void Rejection_CanHaveEachFieldOfAConnack()
    {
        var response = new MqttConnectEventErrorResponse(
            new MqttConnectEventErrorResponseProperties(MqttV500ConnectReasonCode.QuotaExceeded) { Reason = "full", UserProperties = [new MqttUserProperty("a", "1")] });

        WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, Connect());

        reply.StatusCode.Should().Be(429);
        reply.Body!.ToString().Should().Be("""{"mqtt":{"code":151,"reason":"full","userProperties":[{"name":"a","value":"1"}]}}""");
    }

    public static TheoryData<int, int> Codes => new()
    {
        { 1, 400 }, { 2, 400 }, { 3, 503 }, { 4, 401 }, { 5, 401 }, { 128, 500 }, { 129, 400 }, { 130, 400 }, { 131, 400 }, { 132, 400 }, { 133, 400 },
        { 134, 401 }, { 135, 401 }, { 136, 500 }, { 137, 500 }, { 138, 403 }, { 140, 400 }, { 144, 400 }, { 149, 400 }, { 151, 429 }, { 153, 400 },
        { 154, 400 }, { 155, 400 }, { 156, 500 }, { 157, 500 }, { 159, 429 }, { 200, 500 }, { -1, 500 },
    };

    [Theory, MemberData(nameof(Codes))]
    public void Rejection_HasTheStatusOfItsCode(int code, int status)
    {
        MqttConnectEventErrorResponse response = code is > 0 and < 6
            ? Connect().CreateMqttV311ErrorResponse((MqttV311ConnectReturnCode)code, "no")
            : Connect().CreateMqttV50ErrorResponse((MqttV500ConnectReasonCode)code, "no");

        WebPubSubEventReply reply = WebPubSubEventWriter.Write((ConnectEventResponse)response, Connect());

        reply.StatusCode.Should().Be(status);
        reply.Body!.ToString().Should().Be($$$"""{"mqtt":{"code":{{{code}}},"reason":"no"}}""");
    }

    [Theory]
    [InlineData(4, 401, 5)]
    [InlineData(4, 400, 4)]
    [InlineData(4, 500, 3)]
    [InlineData(5, 401, 135)]
    [InlineData(5, 400, 134)]
    [InlineData(5, 403, 138)]
    [InlineData(5, 429, 151)]
    [InlineData(5, 503, 136)]
    [InlineData(5, 500, 128)]
    [InlineData(7, 500, 1)]
    public void GeneralRejection_HasAnMqttCode(int version, int status, int code)
    {
        MqttConnectEventRequest request = Connect($$$"""{"mqtt":{"protocolVersion":{{{version}}}}}""");

        WebPubSubEventReply reply = WebPubSubEventWriter.Write(request.CreateErrorResponse(status), request);

        reply.StatusCode.Should().Be(status);
        reply.Body!.ToString().Should().Be($$$"""{"mqtt":{"code":{{{code}}}}}""");
    }

    [Fact]
    public void Disconnected_HasTheReasonOfTheDisconnection()
    {
        var request = (MqttDisconnectedEventRequest)Read("disconnected", """
            {"reason":null,"mqtt":{"initiatedByClient":true,"disconnectPacket":{"code":4,"userProperties":[{"name":"a","value":"1"}]}}}
            """)!;

        request.Reason.Should().BeNull();
        request.Mqtt.InitiatedByClient.Should().BeTrue();
        request.Mqtt.DisconnectPacket!.Code.Should().Be(MqttDisconnectReasonCode.DisconnectWithWillMessage);
        request.Mqtt.DisconnectPacket.UserProperties.Should().Equal(new MqttUserProperty("a", "1"));
        ((MqttDisconnectedEventRequest)Read("disconnected", "{}")!).Mqtt.DisconnectPacket.Should().BeNull();
    }

    [Fact]
    public void Connected_OfAnMqttClient_HasItsOwnType() => Read("connected", "{}").Should().BeOfType<MqttConnectedEventRequest>();

    [Fact]
    public void UserEvent_HasPropertiesAsHeaders()
    {
        var context = new MqttConnectionContext(
            WebPubSubEventType.User, "order", "chat", "c", "p", headers: new Dictionary<string, string[]> { ["mqtt-trace"] = ["1", "2"], ["other"] = ["x"] });
        var request = (UserEventRequest)WebPubSubEventReader.Read(context, "azure.webpubsub.user.order", "application/cbor", BinaryData.FromBytes([1]))!;
        var response = new UserEventResponse(BinaryData.FromBytes([2]), WebPubSubDataType.Binary)
        {
            ContentType = "application/cbor",
            MqttUserProperties = [new MqttUserProperty("a", "1"), new MqttUserProperty("a", "2")],
        };

        request.ContentType.Should().Be("application/cbor");
        request.DataType.Should().Be(WebPubSubDataType.Binary);
        request.MqttUserProperties.Should().Equal(new MqttUserProperty("trace", "1"), new MqttUserProperty("trace", "2"));
        WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, request);
        reply.ContentType.Should().Be("application/cbor");
        reply.Headers.Should().Equal([KeyValuePair.Create("mqtt-a", "1"), KeyValuePair.Create("mqtt-a", "2")]);
    }

    [Theory]
    [InlineData("a b", "1")]
    [InlineData("a", "1\r\nx: y")]
    [InlineData("", "1")]
    public void Property_ThatIsNotAValidHeader_Throws(string name, string value)
    {
        var response = new UserEventResponse { MqttUserProperties = [new MqttUserProperty(name, value)] };

        FluentActions.Invoking(() => WebPubSubEventWriter.Write(response, Connect())).Should().Throw<InvalidOperationException>();
    }

    private static MqttConnectEventRequest Connect(string body = """{"mqtt":{"protocolVersion":5}}""") => (MqttConnectEventRequest)Read("connect", body)!;

    private static WebPubSubEventRequest? Read(string name, string body) =>
        WebPubSubEventReader.Read(Context, "azure.webpubsub.sys." + name, "application/json", BinaryData.FromString(body));
}
