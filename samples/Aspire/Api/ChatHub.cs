// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;

namespace AspireSample.Api;

/// <summary>The hub of the chat. It sends each message to all users.</summary>
internal sealed class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        await service.SendToAllAsync($"{request.ConnectionContext.UserId}: {request.Data}", cancellationToken: cancellationToken);
        return new UserEventResponse();
    }
}
