// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure.Messaging.WebPubSub; using Microsoft.Azure.WebPubSub.AspNetCore; using Microsoft.Azure.WebPubSub.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub;

namespace Contoso.Programs;

/// <summary>A chat in the style of the official quickstart. It negotiates client URLs and broadcasts the messages of clients.</summary>
internal static class PlainChat
{
    public static WebApplication Create(string connectionString, params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddWebPubSub(
                o => o.ServiceEndpoint = new WebPubSubServiceEndpoint(connectionString))
            .AddWebPubSubServiceClient<PlainChatHub>()
            .AddSingleton<PlainChatLog>();
        WebApplication app = builder.Build();
        app.MapGet("/negotiate", async (WebPubSubServiceClient<PlainChatHub> serviceClient, HttpContext context) =>
        {
            string? id = context.Request.Query["id"];
            if (string.IsNullOrEmpty(id))
            {
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("missing user id");
                return;
            }

            await context.Response.WriteAsync(serviceClient.GetClientAccessUri(userId: id).AbsoluteUri);
        });
        app.MapWebPubSubHub<PlainChatHub>("/eventhandler/{*path}");
        return app;
    }

    internal sealed class PlainChatLog
    {
        public List<string> Lines { get; } = [];
    }

    internal sealed class PlainChatHub(WebPubSubServiceClient<PlainChatHub> serviceClient, PlainChatLog log) : WebPubSubHub
    {
        public override async Task OnConnectedAsync(ConnectedEventRequest request)
        {
            log.Lines.Add($"{request.ConnectionContext.UserId} joined");
            await serviceClient.SendToAllAsync($"[SYSTEM] {request.ConnectionContext.UserId} joined.");
        }

        public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            await serviceClient.SendToAllAsync($"[{request.ConnectionContext.UserId}] {request.Data}");
            return request.CreateResponse($"[SYSTEM] ack.");
        }
    }
}
