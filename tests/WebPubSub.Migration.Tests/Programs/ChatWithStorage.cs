// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure.Core; using Azure.Messaging.WebPubSub; using Microsoft.Azure.WebPubSub.AspNetCore; using Microsoft.Azure.WebPubSub.Common;
using System.Text.Json;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub;

namespace Contoso.Programs;

/// <summary>A chat that stores its messages, sends JSON to groups, and keeps a counter with each connection.</summary>
internal static class ChatWithStorage
{
    public static WebApplication Create(string connectionString)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<IMessageStore, MessageStore>();
        builder.Services.AddWebPubSub(o => o.ServiceEndpoint = new WebPubSubServiceEndpoint(connectionString));
        builder.Services.AddWebPubSubServiceClient<StorageHub>();
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<StorageHub>("/eventhandler/{*path}");
        app.MapWebPubSubHub<ReplyHub>("/reply/{*path}"); // not registered: it only replies
        return app;
    }

    internal interface IMessageStore
    {
        Task AddAsync(string user, string text);
    }

    internal sealed class MessageStore : IMessageStore
    {
        public Task AddAsync(string user, string text) => Task.CompletedTask;
    }

    internal sealed class StorageHub(WebPubSubServiceClient<StorageHub> client, IMessageStore store) : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
        {
            if (!request.Claims.TryGetValue("sub", out string[]? user))
            {
                throw new UnauthorizedAccessException("no user");
            }

            ConnectEventResponse response = request.CreateResponse(user[0], new[] { "lobby" }, null, null);
            response.SetState("count", 0);
            return new ValueTask<ConnectEventResponse>(response);
        }

        public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            await store.AddAsync(request.ConnectionContext.UserId!, request.Data.ToString());
            int count = request.ConnectionContext.ConnectionStates.TryGetValue("count", out BinaryData? state) ? state.ToObjectFromJson<int>() : 0;
            await client.SendToGroupAsync(
                "lobby",
                RequestContent.Create(new { from = request.ConnectionContext.UserId, text = request.Data.ToString() }),
                ContentType.ApplicationJson);
            UserEventResponse response = request.CreateResponse(BinaryData.FromObjectAsJson(new { stored = true }), WebPubSubDataType.Json);
            response.SetState("count", count + 1);
            return response;
        }

        public override Task OnDisconnectedAsync(DisconnectedEventRequest request) =>
            client.SendToAllAsync(JsonSerializer.Serialize(new { left = request.ConnectionContext.UserId, request.Reason }), ContentType.ApplicationJson);
    }

    internal sealed class ReplyHub : WebPubSubHub
    {
        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) =>
            new(request.CreateResponse($"echo {request.Data}", WebPubSubDataType.Text));
    }
}
