// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure; using Azure.Core; using Azure.Messaging.WebPubSub;
using System.Net.WebSockets;
using System.Text;
using Azure;
using Azure.Core;
using WebPubSub;

namespace Contoso.Programs;

/// <summary>A publisher and a subscriber with a plain WebSocket.</summary>
internal static class PublisherAndSubscriber
{
    public static async Task PublishAsync(string connectionString, string hub, string message)
    {
        var service = new WebPubSubServiceClient(connectionString, hub);
        await service.SendToAllAsync(message);
        service.SendToAll(RequestContent.Create(new { Foo = message, Bar = 42 }), ContentType.ApplicationJson);
        service.SendToAll(RequestContent.Create(BinaryData.FromString(message).ToStream()), ContentType.ApplicationOctetStream);
        Response response = await service.SendToUserAsync("ann", RequestContent.Create(message), ContentType.TextPlain, context: new RequestContext());
        if (response.IsError || !(await service.UserExistsAsync("ann")).Value)
        {
            throw new InvalidOperationException(response.ReasonPhrase);
        }
    }

    public static async Task<string> SubscribeAsync(string connectionString, string hub, Func<Task> connected, CancellationToken cancellationToken)
    {
        var service = new WebPubSubServiceClient(connectionString, hub);
        Uri url = service.GetClientAccessUri(TimeSpan.FromMinutes(5), "ann", new[] { "webpubsub.joinLeaveGroup" }, cancellationToken);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(url, cancellationToken);
        await connected();
        byte[] buffer = new byte[1024];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
