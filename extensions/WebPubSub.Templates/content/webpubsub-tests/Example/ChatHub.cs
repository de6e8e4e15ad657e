using WebPubSub;

namespace Company.ChatTests1.Example;

/// <summary>The hub under test. Replace it with a hub of your application: see README.md.</summary>
internal sealed class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        if (request.Data.ToMemory().IsEmpty)
        {
            return request.CreateErrorResponse(WebPubSubErrorCode.UserError, "The message is empty.");
        }

        await service.SendToAllAsync($"{request.ConnectionContext.UserId}: {request.Data}", cancellationToken);
        return new UserEventResponse();
    }
}
