// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using WebPubSub.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>Reader, signature, dispatcher and writer without a web framework: the sample HttpTrigger as a user runs it.</summary>
public sealed class HttpTriggerTests
{
    [Fact]
    public async Task Sample_AnswersEvents()
    {
        string address = $"http://127.0.0.1:{Repository.FindFreePort()}/";
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
    }
}
