// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AotSmoke;

internal sealed class SmokeHub : WebPubSubHub
{
    public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) =>
        new(request.CreateResponse($"{request.Data}, {request.ConnectionContext.UserId}"));
}
