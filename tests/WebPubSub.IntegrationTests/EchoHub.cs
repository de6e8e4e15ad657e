// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.IntegrationTests;

/// <summary>A hub that replies, counts messages in the connection state, and sends to all clients with the injected service client.</summary>
internal sealed class EchoHub(WebPubSubServiceClient<EchoHub> service, HubLog log) : WebPubSubHub
{
    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken)
    {
        log.Add($"connect {request.ConnectionContext.UserId} {string.Join(',', request.Subprotocols)}");
        return new(request.ConnectionContext.UserId == "mallory"
            ? request.CreateErrorResponse(WebPubSubErrorCode.Unauthorized, "not you")
            : request.CreateResponse(null, ["everyone"], null, null));
    }

    public override async Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken)
    {
        log.Add($"connected {request.ConnectionContext.UserId}");
        await service.SendToAllAsync($"{request.ConnectionContext.UserId} joined", cancellationToken: cancellationToken);
    }

    public override Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken)
    {
        log.Add($"disconnected {request.ConnectionContext.UserId} {request.Reason}");
        return Task.CompletedTask;
    }

    public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        log.Add($"{request.ConnectionContext.EventName} {request.Data}");
        int count = request.ConnectionContext.ConnectionStates.TryGetValue("count", out BinaryData? stored) ? stored.ToObjectFromJson<int>() : 0;
        UserEventResponse response = request.CreateResponse($"{request.Data} #{count + 1}");
        response.SetState("count", count + 1);
        return new(response);
    }
}
