// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client;
using WebPubSub.Protocol;

namespace WebPubSub.AotSmoke;

/// <summary>Checks of the WebSocket client: an object that is sent to a group and received, an event with a reply, and the stop.</summary>
internal static class SmokeWebSocketClient
{
    public static async Task RunAsync(WebPubSubServiceClient service, WebPubSubProtocol protocol)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Uri uri = await service.GetClientAccessUriAsync(userId: "bob", roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"], cancellationToken: timeout.Token);
        await using var client = new WebPubSubClient(uri, new WebPubSubClientOptions { Protocol = protocol });
        using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages();
        using WebPubSubMessageReader<ServerDataMessage> answers = client.ReadServerMessages();
        await client.StartAsync(timeout.Token);
        await client.JoinGroupAsync("h", cancellationToken: timeout.Token);

        await client.SendToGroupAsync("h", new SmokeMessage("native"), SmokeJson.Default.SmokeMessage, cancellationToken: timeout.Token);
        await client.SendEventAsync("echo", BinaryData.FromString("there"), WebPubSubDataType.Text, cancellationToken: timeout.Token);

        SmokeMessage? message = (await messages.ReadAsync(timeout.Token)).ToObject(SmokeJson.Default.SmokeMessage);
        string answer = (await answers.ReadAsync(timeout.Token)).Data.ToString();
        if (message?.Text != "native" || answer != "there, bob")
        {
            throw new InvalidOperationException($"The client got {message} and {answer}.");
        }

        await client.StopAsync(timeout.Token);
    }
}
