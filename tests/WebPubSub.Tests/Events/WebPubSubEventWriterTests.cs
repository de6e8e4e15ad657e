// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Tests.Events;

/// <summary>Tests for writing event responses. See docs/protocols/event-handler.md#5-content-types and #13-the-events.</summary>
public sealed class WebPubSubEventWriterTests
{
    private static readonly UserEventRequest Request = new(
        new WebPubSubConnectionContext(WebPubSubEventType.User, "message", "chat", "c"), BinaryData.FromString(""), WebPubSubDataType.Text);

    [Fact]
    public void NullResponse_IsNoContent() => WebPubSubEventWriter.Write(null, Request).Should().BeEquivalentTo(new WebPubSubEventReply(204));

    [Fact]
    public void Connect_WritesOnlySetProperties()
    {
        Body(new ConnectEventResponse()).Should().Be("{}");
        Body(new ConnectEventResponse("", [], null, [])).Should().Be("""{"userId":"","groups":[],"roles":[]}""");
        Body(new ConnectEventResponse("u", ["g"], "p", ["r"])).Should().Be("""{"userId":"u","groups":["g"],"subprotocol":"p","roles":["r"]}""");
        Body(new ConnectEventResponse("u", null, "", null)).Should().Be("""{"userId":"u"}""", "a blank subprotocol is invalid in the handshake");
    }

    [Theory]
    [InlineData(WebPubSubDataType.Text, "text/plain; charset=utf-8")]
    [InlineData(WebPubSubDataType.Json, "application/json")]
    [InlineData(WebPubSubDataType.Binary, "application/octet-stream")]
    [InlineData(WebPubSubDataType.Protobuf, "application/x-protobuf")]
    public void UserEvent_HasTheContentTypeOfItsData(WebPubSubDataType dataType, string contentType)
    {
        WebPubSubEventReply reply = WebPubSubEventWriter.Write(new UserEventResponse("x", dataType), Request);

        reply.StatusCode.Should().Be(200);
        reply.ContentType.Should().Be(contentType);
        reply.Body!.ToString().Should().Be("x");
    }

    [Fact]
    public void UserEvent_WithoutData_IsNoContent() =>
        WebPubSubEventWriter.Write(new UserEventResponse(), Request).Should().BeEquivalentTo(new WebPubSubEventReply(204));

    [Theory]
    [InlineData(WebPubSubErrorCode.Unauthorized, 401)]
    [InlineData(WebPubSubErrorCode.UserError, 400)]
    [InlineData(WebPubSubErrorCode.ServerError, 500)]
    public void Rejection_HasTheStatusOfItsCode(WebPubSubErrorCode code, int status)
    {
        ConnectEventResponse connect = new EventErrorResponse(code, "no");
        UserEventResponse user = new EventErrorResponse(code);

        WebPubSubEventReply reply = WebPubSubEventWriter.Write(connect, Request);
        reply.StatusCode.Should().Be(status);
        reply.Body!.ToString().Should().Be("""{"errorMessage":"no"}""");
        WebPubSubEventWriter.Write(user, Request).Should().BeEquivalentTo(new WebPubSubEventReply(status));
    }

    private static string Body(ConnectEventResponse response) => WebPubSubEventWriter.Write(response, Request).Body!.ToString();

    [Theory]
    [InlineData(403, WebPubSubErrorCode.Unauthorized)]
    [InlineData(429, WebPubSubErrorCode.UserError)]
    [InlineData(503, WebPubSubErrorCode.ServerError)]
    public void Rejection_CanHaveACustomStatus(int status, WebPubSubErrorCode code)
    {
        EventErrorResponse error = Request.CreateErrorResponse(status, "no");

        error.Code.Should().Be(code);
        WebPubSubEventWriter.Write(error, Request).StatusCode.Should().Be(status);
        FluentActions.Invoking(() => Request.CreateErrorResponse(200)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Metadata_IsWrittenAsHeaders()
    {
        var response = new UserEventResponse { Metadata = { ["Trace"] = "1" } };

        WebPubSubEventReply reply = WebPubSubEventWriter.Write(response, Request);

        reply.StatusCode.Should().Be(204);
        reply.Headers.Should().Equal([KeyValuePair.Create("X-WebPubSub-Metadata-Trace", "1")]);
    }

    [Theory]
    [InlineData("a b", "1")]
    [InlineData("a", "1,2")]
    [InlineData("a", "1\r\nx: y")]
    [InlineData("a", "é")]
    public void Metadata_ThatIsNotAValidHeader_Throws(string key, string value) =>
        FluentActions.Invoking(() => WebPubSubEventWriter.Write(new UserEventResponse { Metadata = { [key] = value } }, Request))
            .Should().Throw<InvalidOperationException>().WithMessage("*metadata*");
}
