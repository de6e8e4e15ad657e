// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using WebPubSub.Client;
using WebPubSub.Protobuf;
using WebPubSub.Protocol;

namespace WebPubSub.IntegrationTests;

// The snippets of sdk/WebPubSub.Client/README.md.
internal static partial class ClientExamples
{
    public static async Task<WebPubSubClient> ConnectAsync(HttpClient http, ConcurrentQueue<string> seen)
    {
        // <connect>
        // MapWebPubSubNegotiate of your server returns the client access URI. The client asks again for each new connection, because tokens expire.
        var credential = new WebPubSubNegotiateCredential(http, new Uri("/negotiate", UriKind.Relative));
        var client = new WebPubSubClient(credential);
        // </connect>

        // <receive>
        client.GroupMessageReceived += args =>
        {
            seen.Enqueue($"{args.Message.FromUserId} to {args.Message.Group}: {args.Message.Data}");
            return Task.CompletedTask; // the next message is handled when this task completes
        };
        client.ServerMessageReceived += args =>
        {
            seen.Enqueue($"the server: {args.Message.Data}");
            return Task.CompletedTask;
        };
        await client.StartAsync();
        // </receive>
        return client;
    }

    public static async Task TalkAsync(WebPubSubClient client)
    {
        // <groups>
        await client.JoinGroupAsync("room"); // the client rejoins it on each new connection
        await client.SendToGroupAsync("room", BinaryData.FromString("Hello"), WebPubSubDataType.Text);
        await client.SendToGroupAsync("room", BinaryData.FromBytes(new byte[] { 1, 2, 3 }), WebPubSubDataType.Binary, noEcho: true);
        await client.LeaveGroupAsync("room");
        // </groups>

        // <event>
        await client.SendEventAsync("say", BinaryData.FromString("Hello, server"), WebPubSubDataType.Text);
        // </event>
    }

    public static async Task<Order?> SendObjectsAsync(WebPubSubClient client)
    {
        // <json>
        using WebPubSubMessageReader<GroupDataMessage> orders = client.ReadGroupMessages("orders");
        await client.JoinGroupAsync("orders");
        await client.SendToGroupAsync("orders", new Order("pens", 3), OrderContext.Default.Order);
        Order? order = (await orders.ReadAsync()).ToObject(OrderContext.Default.Order);
        // </json>
        return order;
    }

    public static async Task ReadAsync(WebPubSubClient client, ConcurrentQueue<string> seen, CancellationToken cancellationToken)
    {
        // <read>
        using WebPubSubMessageReader<GroupDataMessage> messages = client.ReadGroupMessages("room", capacity: 100); // create it before you join, so that it misses no message
        await client.JoinGroupAsync("room", cancellationToken: cancellationToken);
        await foreach (GroupDataMessage message in messages.WithCancellation(cancellationToken))
        {
            seen.Enqueue($"read {message.Data}"); // a slow reader slows the connection down and loses no message
        }
        // </read>
    }

    public static void Watch(WebPubSubClient client, ConcurrentQueue<string> seen)
    {
        // <state>
        client.StateChanged += args => // Stopped, Connecting, Connected, Recovering, Disconnected
        {
            seen.Enqueue($"{args.State}: {args.Reason}");
            return Task.CompletedTask;
        };
        client.Disconnected += args => // the connection can't be recovered; a new one follows, unless the client was stopped
        {
            seen.Enqueue($"lost {args.ConnectionId}: {args.DisconnectedMessage?.Reason ?? args.Reason} ({args.CloseStatus})");
            return Task.CompletedTask;
        };
        client.RejoinGroupFailed += args =>
        {
            seen.Enqueue($"not back in {args.Group}: {args.Exception.Message}");
            return Task.CompletedTask;
        };
        // </state>
    }

    public static async Task<string> HandleFailureAsync(WebPubSubClient client)
    {
        string outcome = "sent";
        // <failure>
        try
        {
            await client.SendToGroupAsync("secret", BinaryData.FromString("psst"), WebPubSubDataType.Text);
        }
        catch (SendMessageFailedException exception) when (exception.Code == "Forbidden")
        {
            outcome = "not allowed"; // the token of the client has no role for this group
        }
        catch (SendMessageFailedException exception) when (exception.Code is SendMessageFailedException.ConnectionLost or SendMessageFailedException.Timeout)
        {
            outcome = "unknown"; // the message may have been delivered: repeat it only if that does no harm
        }
        // </failure>
        return outcome;
    }

    public static async Task SendWithOptionsAsync(WebPubSubClient client)
    {
        // <options>
        await client.SendToGroupAsync("room", BinaryData.FromString("21.5"), WebPubSubDataType.Json, new GroupMessageOptions
        {
            FireAndForget = true, // no acknowledgement: a lost transport may lose the message
            NoEcho = true,
            TimeToLive = TimeSpan.FromSeconds(10), // expired messages are dropped
            Metadata = { ["sensor"] = "kitchen" },
        });
        // </options>
    }

    public static WebPubSubClient Configure(WebPubSubClientCredential credential, ILoggerFactory loggerFactory)
    {
        // <configure>
        var options = new WebPubSubClientOptions
        {
            Protocol = new WebPubSubProtobufReliableProtocol(), // package WebPubSub.Protobuf; the default is reliable JSON
            KeepAliveTimeout = TimeSpan.FromSeconds(60), // a transport without an answer is dropped by then
            LoggerFactory = loggerFactory,
        };
        options.ReconnectRetryOptions.MaxDelay = TimeSpan.FromMinutes(1);
        var client = new WebPubSubClient(credential, options);
        // </configure>
        return client;
    }

    public static async Task<string?> InvokeAsync(WebPubSubClient client)
    {
        // <invoke>
        InvokeEventResult result = await client.InvokeEventAsync("echo", BinaryData.FromString("anyone?"), WebPubSubDataType.Text);
        string? answer = result.Data?.ToString();
        // </invoke>
        return answer;
    }

    public static async Task StreamAsync(WebPubSubClient publisher, WebPubSubClient subscriber, ConcurrentQueue<string> seen)
    {
        // <stream>
        using GroupStreamListener streams = subscriber.ListenToGroupStreams();
        await subscriber.JoinGroupAsync("story");

        await using GroupStreamWriter writer = await publisher.OpenGroupStreamAsync("story");
        await writer.WriteAsync(BinaryData.FromString("Once upon a time"), WebPubSubDataType.Text);
        await writer.CompleteAsync();

        await foreach (GroupStreamReader stream in streams)
        {
            await foreach (GroupStreamFragment fragment in stream) // throws if the publisher aborted the stream
            {
                seen.Enqueue($"{stream.FromUserId}: {fragment.Data}");
            }

            break;
        }
        // </stream>
    }

    public static async Task ShowStatesAsync(WebPubSubClient client, ConcurrentQueue<string> seen)
    {
        // <presence>
        client.GroupStateReceived += args =>
        {
            foreach (GroupStateItem item in args.Items)
            {
                seen.Enqueue($"{item.UserId} is {item.State?.GetValueOrDefault("status") ?? "silent"}");
            }

            return Task.CompletedTask;
        };
        await client.JoinGroupAsync("room");
        await client.SubscribeGroupStateAsync("room");
        await client.SetGroupStateAsync("room", new Dictionary<string, string> { ["status"] = "typing" });
        // </presence>
    }

    public static async Task EndAsync(WebPubSubClient client)
    {
        // <stop>
        await client.StopAsync(); // sends the queued messages, closes the connection and lets the handlers complete; you can start it again
        await client.DisposeAsync();
        // </stop>
    }

    internal sealed record Order(string Item, int Count);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderContext : JsonSerializerContext;
}
