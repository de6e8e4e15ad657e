using System.Net;
using WebPubSub;
using WebPubSub.Testing;

namespace Company.ChatTests1;

/// <summary>Tests of the event handler without clients. The test sends the events of the service.</summary>
public sealed class EventTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Message_WithText_IsAccepted()
    {
        TestConnection connection = app.CreateConnection("ada");

        TestEventResult result = await connection.SendEventAsync("message", "hello", TestContext.Current.CancellationToken);

        Assert.True(result.IsSuccess);
    }

    [Fact]
    public async Task Message_WithoutText_IsRejected()
    {
        TestConnection connection = app.CreateConnection("ada");

        TestEventResult result = await connection.SendEventAsync("message", "", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, result.StatusCode);
    }

    [Fact]
    public async Task Message_WithoutASignature_IsRejected()
    {
        using HttpClient http = app.CreateClient();
        using HttpRequestMessage request = app.CreateConnection("ada").CreateRequest("message", BinaryData.FromString("hello"), WebPubSubDataType.Text);
        request.Headers.Remove("ce-signature");

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
