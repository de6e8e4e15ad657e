// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using WebPubSub.Testing;

namespace WebPubSub.IntegrationTests;

// The snippets of extensions/WebPubSub.Testing/README.md, with one example for each kind of event.
internal static class TestingExamples
{
    public static async Task TryEveryEventAsync(HttpClient http, string connectionString)
    {
        // <sender>
        // http is that of a WebApplicationFactory<Program>, or of an application that runs.
        var sender = new WebPubSubEventSender(http, connectionString, hub: "chat", path: "/eventhandler");
        (await sender.ValidateAsync()).Should().BeTrue();
        TestConnection ann = sender.CreateConnection(userId: "ann");
        // </sender>

        // <connect>
        TestEventResult connect = await ann.ConnectAsync(
            claims: new Dictionary<string, string[]> { ["sub"] = ["ann"] }, subprotocols: ["json.webpubsub.azure.v1"]);
        connect.StatusCode.Should().Be(HttpStatusCode.OK);
        ann.UserId.Should().Be("user1"); // what the hub answered
        // </connect>

        // <notifications>
        (await ann.ConnectedAsync()).IsSuccess.Should().BeTrue();
        (await ann.GroupJoinedAsync("room")).IsSuccess.Should().BeTrue();
        (await ann.GroupLeftAsync("room")).IsSuccess.Should().BeTrue();
        // </notifications>

        // <user-event>
        TestEventResult reply = await ann.SendEventAsync("message", "hello");
        reply.Body.ToString().Should().Be("hello to you");
        ann.RawConnectionState.Should().NotBeNull(); // kept, and sent with the next event
        // </user-event>

        // <tampered>
        using HttpRequestMessage forged = ann.CreateRequest("message", BinaryData.FromString("hello"), WebPubSubDataType.Text);
        forged.Headers.Remove("ce-signature");
        (await http.SendAsync(forged)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        // </tampered>

        // <mqtt>
        TestConnection device = sender.CreateMqttConnection(new MqttConnectProperties(MqttProtocolVersion.V500, username: "device1"), userId: "device1");
        (await device.ConnectAsync()).IsSuccess.Should().BeTrue();
        (await device.ConnectedAsync()).IsSuccess.Should().BeTrue();
        (await device.SendEventAsync("message", "21.5")).Body.ToString().Should().Be("21.5 to you");
        (await device.DisconnectedAsync()).IsSuccess.Should().BeTrue();
        // </mqtt>

        // <disconnected>
        (await ann.DisconnectedAsync("bye")).IsSuccess.Should().BeTrue();
        // </disconnected>
    }
}
