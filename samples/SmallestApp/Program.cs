// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub"))
    .AddHub<ChatHub>()
    .AddDevelopmentEmulator();

var app = builder.Build();
app.MapWebPubSubHub<ChatHub>("/eventhandler");
app.MapWebPubSubNegotiate<ChatHub>("/negotiate", options => options.AllowAnonymous = true);
app.Run();

internal sealed class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        await service.SendToAllAsync($"All: {request.Data}", cancellationToken: cancellationToken);
        return request.CreateResponse("[sent]");
    }
}
