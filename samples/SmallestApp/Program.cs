// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub")!).AddHub<ChatHub>();

var app = builder.Build();
app.MapWebPubSubHub<ChatHub>("/eventhandler");
app.MapGet("/negotiate", async (string name, WebPubSubServiceClient<ChatHub> service) =>
    (await service.GetClientAccessUriAsync(userId: name)).AbsoluteUri);
app.Run();

internal sealed class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        await service.SendToAllAsync($"{request.ConnectionContext.UserId}: {request.Data}", cancellationToken: cancellationToken);
        return request.CreateResponse("[sent]");
    }
}
