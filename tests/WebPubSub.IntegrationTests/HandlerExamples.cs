// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.IntegrationTests;

// The snippets of extensions/WebPubSub.AspNetCore/README.md. They include C# versions of the examples in the documentation of the JavaScript event handler.
internal static partial class HandlerExamples
{
    public static void MapDefault(WebApplication app)
    {
        // <map>
        app.MapWebPubSubHub<GreetingHub>(); // at /api/webpubsub/hubs/{hub}
        // </map>
    }

    public static void MapCustomPath(WebApplication app)
    {
        // <custom-path>
        app.MapWebPubSubHub<GreetingHub>("/customPath1");
        // </custom-path>
    }

    public static void AllowEndpoints(IServiceCollection services)
    {
        // <allowed-endpoints>
        services.Configure<WebPubSubOptions>(options => options.AllowedEndpoints.Add("https://chat.contoso.com"));
        // </allowed-endpoints>
    }

    public static void VerifyTokens(IServiceCollection services, Uri endpoint)
    {
        // <tokens>
        services.AddWebPubSub(endpoint)
            .AddHub<GreetingHub>("chat")
            .AddEventTokens(tokens =>
            {
                tokens.TenantId = "<tenant of the resource's managed identity>";
                tokens.Audiences.Add("<application id or URI of the event handler setting>");
                tokens.AllowedCallers.Add("<client id or object id of the managed identity>");
            });
        // </tokens>
    }

    public static void AddFilter(IWebPubSubBuilder builder)
    {
        // <add-filter>
        builder.AddHubFilter<RoomsOnly>(); // all hubs. One hub: AddHub<ChatHub>().AddFilter<RoomsOnly>()
        // </add-filter>
    }

    // <connect>
    internal sealed class GreetingHub : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
            request.Query.ContainsKey("banned")
                ? new(request.CreateErrorResponse(403, "Not you."))
                : new(request.CreateResponse(userId: "user1", groups: null, subprotocol: null, roles: null));
    }
    // </connect>

    // <state>
    internal sealed class CountingHub : WebPubSubHub
    {
        public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
        {
            var response = new ConnectEventResponse();
            response.SetState("calledTime", 1);
            return new(response);
        }

        public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
        {
            int calledTime = request.ConnectionContext.GetState<int>("calledTime") + 1;
            var response = new UserEventResponse();
            response.SetState("calledTime", calledTime);
            return new(response);
        }
    }
    // </state>

    // <typed>
    internal sealed partial class RoomHub(WebPubSubServiceClient<RoomHub> service) : WebPubSubHub
    {
        [UserEvent("sendMessage")]
        public async Task<Receipt> SendAsync(Message message, WebPubSubConnectionContext connection, CancellationToken cancellationToken)
        {
            await service.SendToGroupAsync(message.Room, $"{connection.UserId}: {message.Text}", cancellationToken: cancellationToken);
            return new Receipt(message.Text.Length);
        }

        protected override JsonSerializerOptions UserEventJsonOptions => RoomJson.Default.Options;
    }

    internal sealed record Message(string Room, string Text);

    internal sealed record Receipt(int Length);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Message))]
    [JsonSerializable(typeof(Receipt))]
    internal sealed partial class RoomJson : JsonSerializerContext;
    // </typed>

    // <filter>
    internal sealed class RoomsOnly : IWebPubSubHubFilter
    {
        public ValueTask<WebPubSubEventResponse?> InvokeAsync(
            WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken) =>
            request.ConnectionContext.EventName == "secret"
                ? new(new EventErrorResponse(403, "This event is not for you."))
                : inner(request, cancellationToken);
    }
    // </filter>
}
