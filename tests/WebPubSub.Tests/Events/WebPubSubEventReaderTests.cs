// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Tests.Events;

/// <summary>Tests for reading events. See docs/protocols/event-handler.md#4-request-headers, #5-content-types and #13-the-events.</summary>
public sealed class WebPubSubEventReaderTests
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ce-specversion"] = "1.0",
        ["ce-awpsversion"] = "1.0",
        ["ce-type"] = "azure.webpubsub.sys.connect",
        ["ce-hub"] = "chat",
        ["ce-connectionId"] = "conn-1",
        ["ce-eventName"] = "connect",
        ["ce-userId"] = "alice",
        ["ce-signature"] = "sha256=00",
        ["WebHook-Request-Origin"] = "localhost",
    };

    [Fact]
    public void TryReadContext_ReadsTheDocumentedHeaders()
    {
        TryRead(out WebPubSubConnectionContext? context, out _).Should().BeTrue();

        context.Should().BeEquivalentTo(new
        {
            EventType = WebPubSubEventType.System,
            EventName = "connect",
            Hub = "chat",
            ConnectionId = "conn-1",
            UserId = "alice",
            Signature = "sha256=00",
            Origin = "localhost",
        });
    }

    [Fact]
    public void TryReadContext_ReadsOptionalHeaders()
    {
        _headers["ce-subprotocol"] = "json.webpubsub.azure.v1";
        _headers["ce-id"] = "7";
        _headers["ce-time"] = "2026-09-20T08:00:00Z";
        _headers["x-ms-client-request-id"] = "2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77";
        _headers["ce-connectionState"] = "not base64 of anything";

        WebPubSubEventReader.TryReadContext(
            _headers.GetValueOrDefault,
            new Dictionary<string, string[]> { ["x-webpubsub-metadata-Trace"] = ["1", "2"], ["X-WebPubSub-Metadata-"] = ["ignored"] },
            out WebPubSubConnectionContext? context,
            out _).Should().BeTrue();

        context!.Subprotocol.Should().Be("json.webpubsub.azure.v1");
        context.EventId.Should().Be("7");
        context.EventTime.Should().Be(new DateTimeOffset(2026, 9, 20, 8, 0, 0, TimeSpan.Zero));
        context.RequestId.Should().Be("2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77");
        context.RawConnectionState.Should().Be("not base64 of anything");
        context.ConnectionStates.Should().BeEmpty();
        context.Metadata.Should().Equal(new Dictionary<string, string> { ["trace"] = "2" });
    }

    [Fact]
    public void TryReadContext_OfAnMqttClient_HasItsIds()
    {
        _headers["ce-physicalConnectionId"] = "physical-1";
        _headers["ce-sessionId"] = "session-1";

        TryRead(out WebPubSubConnectionContext? context, out _).Should().BeTrue();

        context.Should().BeOfType<MqttConnectionContext>().Which.Should().BeEquivalentTo(
            new { ConnectionId = "conn-1", PhysicalConnectionId = "physical-1", SessionId = "session-1" });
    }

    [Fact]
    public void Read_OfGroupEvents_HasTheGroup()
    {
        Read("azure.webpubsub.gp.joined", "application/json", """{"group":"room"}""")
            .Should().BeOfType<GroupJoinedEventRequest>().Which.Group.Should().Be("room");
        Read("azure.webpubsub.gp.left", "application/json", """{"group":"room"}""")
            .Should().BeOfType<GroupLeftEventRequest>().Which.Group.Should().Be("room");
        FluentActions.Invoking(() => Read("azure.webpubsub.gp.left", "application/json", "{}")).Should().Throw<FormatException>();
        Read("azure.webpubsub.gp.renamed", "application/json", "{}").Should().BeNull();
    }

    [Theory]
    [InlineData("ce-specversion")]
    [InlineData("ce-awpsversion")]
    [InlineData("ce-type")]
    [InlineData("ce-hub")]
    [InlineData("ce-connectionId")]
    [InlineData("ce-eventName")]
    [InlineData("WebHook-Request-Origin")]
    public void TryReadContext_WithoutARequiredHeader_NamesIt(string header)
    {
        _headers.Remove(header);

        TryRead(out _, out string? error).Should().BeFalse();
        error.Should().Contain(header);
    }

    [Fact]
    public void TryReadContext_OfAnotherSpecVersion_ReturnsFalse()
    {
        _headers["ce-specversion"] = "0.3";

        TryRead(out _, out string? error).Should().BeFalse();
        error.Should().Contain("ce-specversion");
    }

    [Fact]
    public void Read_OfConnect_ReadsTheDocumentedBody()
    {
        var request = (ConnectEventRequest)Read("azure.webpubsub.sys.connect", "application/json", """
            {"claims":{"sub":["alice"]},"query":{"tag":["a","b"]},"headers":{"Host":["localhost:8080"]},
             "subprotocols":["json.webpubsub.azure.v1"],"clientCertificates":[{"thumbprint":"AB","content":"PEM"}],"mqtt":{"new":1}}
            """)!;

        request.Claims["sub"].Should().Equal("alice");
        request.Query["tag"].Should().Equal("a", "b");
        request.Headers["Host"].Should().Equal("localhost:8080");
        request.Subprotocols.Should().Equal("json.webpubsub.azure.v1");
        request.ClientCertificates.Should().ContainSingle().Which.Thumbprint.Should().Be("AB");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"claims":null,"query":null,"headers":null,"subprotocols":null,"clientCertificates":null}""")]
    public void Read_OfConnectWithMissingMembers_ReturnsEmptyCollections(string body)
    {
        var request = (ConnectEventRequest)Read("azure.webpubsub.sys.connect", "application/json", body)!;

        request.Claims.Should().BeEmpty();
        request.Subprotocols.Should().BeEmpty();
        request.ClientCertificates.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"claims":1}""")]
    public void Read_OfAMalformedBody_Throws(string body) =>
        FluentActions.Invoking(() => Read("azure.webpubsub.sys.connect", "application/json", body)).Should().Throw<FormatException>();

    [Fact]
    public void Read_OfDisconnected_ReadsTheReason() =>
        Read("azure.webpubsub.sys.disconnected", "application/json; charset=utf-8", """{"reason":"bye"}""")
            .Should().BeOfType<DisconnectedEventRequest>().Which.Reason.Should().Be("bye");

    [Theory]
    [InlineData("text/plain; charset=utf-8", WebPubSubDataType.Text)]
    [InlineData("TEXT/PLAIN", WebPubSubDataType.Text)]
    [InlineData("application/json", WebPubSubDataType.Json)]
    [InlineData("application/octet-stream", WebPubSubDataType.Binary)]
    [InlineData("application/x-protobuf", WebPubSubDataType.Protobuf)]
    [InlineData("image/png", WebPubSubDataType.Binary)]
    [InlineData(null, WebPubSubDataType.Binary)]
    public void Read_OfAUserEvent_ReturnsItsDataType(string? contentType, WebPubSubDataType dataType)
    {
        var request = (UserEventRequest)Read("azure.webpubsub.user.order.created", contentType, "x")!;

        request.DataType.Should().Be(dataType);
        request.Data.ToString().Should().Be("x");
    }

    [Theory]
    [InlineData("azure.webpubsub.user.connected", typeof(UserEventRequest))]
    [InlineData("azure.webpubsub.sys.connected", typeof(ConnectedEventRequest))]
    public void Read_UsesTheTypeInsteadOfTheName(string type, Type request) =>
        Read(type, "application/json", "{}").Should().BeOfType(request);

    [Theory]
    [InlineData("azure.webpubsub.sys.rebalanced")]
    [InlineData("azure.webpubsub.future.joined")]
    [InlineData("something.else")]
    public void Read_OfAnUnknownType_ReturnsNull(string type) => Read(type, "application/json", "{}").Should().BeNull();

    private static WebPubSubEventRequest? Read(string type, string? contentType, string body) => WebPubSubEventReader.Read(
        new WebPubSubConnectionContext(WebPubSubEventType.System, "e", "chat", "c"), type, contentType, BinaryData.FromString(body));

    private bool TryRead(out WebPubSubConnectionContext? context, out string? error) =>
        WebPubSubEventReader.TryReadContext(_headers.GetValueOrDefault, null, out context, out error);
}
