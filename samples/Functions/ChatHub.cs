// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub;

namespace Functions;

/// <summary>The hub of the chat. It is created in the scope of the function's invocation, so it can use scoped services.</summary>
public sealed partial class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        await service.SendToAllAsync($"{request.ConnectionContext.UserId}: {request.Data}", cancellationToken);
        return new UserEventResponse();
    }

    [UserEvent]
    public static string Echo(string text) => text;

    [UserEvent]
    public static UserEventResponse Count(WebPubSubConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        int count = connection.GetState<int>("count") + 1;
        var response = new UserEventResponse(count.ToString(CultureInfo.InvariantCulture));
        response.SetState("count", count);
        return response;
    }
}
