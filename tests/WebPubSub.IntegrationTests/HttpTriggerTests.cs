// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using WebPubSub.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>The sample HttpTrigger as a user runs it. It uses the reader, the signature, the dispatcher and the writer without a web framework.</summary>
public sealed class HttpTriggerTests
{
    [Fact]
    public async Task Sample_AnswersEvents()
    {
        string address = $"http://127.0.0.1:{FreePort.Find()}/";
        const string ConnectionString = $"Endpoint=http://127.0.0.1:8080;AccessKey={TestToken.Key};Version=1.0;";
        await using RunningProcess sample = Repository.StartSample(
            "HttpTrigger", new Dictionary<string, string?> { ["ConnectionStrings__WebPubSub"] = ConnectionString }, address);
        await sample.WaitForAsync("Events are received at");
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var sender = new WebPubSubEventSender(http, ConnectionString, "echo", "/");
        TestConnection ann = sender.CreateConnection("ann");

        (await sender.ValidateAsync()).Should().BeTrue();
        (await ann.SendEventAsync("echo", "hello")).Body.ToString().Should().Be("hello");
        (await ann.SendEventAsync("count", "")).Body.ToString().Should().Be("1");
        (await ann.SendEventAsync("count", "")).Body.ToString().Should().Be("2");
        using HttpRequestMessage forged = ann.CreateRequest("echo", BinaryData.FromString("x"), WebPubSubDataType.Text);
        forged.Headers.Remove("ce-signature");
        (await http.SendAsync(forged)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("ce-hub", "other")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync("WebHook-Request-Origin", "evil.example.test")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("ce-type", "azure.webpubsub.gp.joined")).Should().Be(HttpStatusCode.BadRequest);
        (await StatusAsync("ce-type", "azure.webpubsub.new.kind")).Should().Be(HttpStatusCode.NoContent);
        using (var tcp = new System.Net.Sockets.TcpClient())
        {
            await tcp.ConnectAsync("127.0.0.1", http.BaseAddress.Port);
            await tcp.GetStream().WriteAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"u8.ToArray());
            tcp.LingerState = new System.Net.Sockets.LingerOption(true, 0); // resets the connection in the middle of the body
        }

        (await ann.SendEventAsync("echo", "still there")).Body.ToString().Should().Be("still there");

        async Task<HttpStatusCode> StatusAsync(string header, string value)
        {
            using HttpRequestMessage request = ann.CreateRequest("echo", BinaryData.FromString("[]"), WebPubSubDataType.Text);
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
            return (await http.SendAsync(request)).StatusCode;
        }
    }
}
