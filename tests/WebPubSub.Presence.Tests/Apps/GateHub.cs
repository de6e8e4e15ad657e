// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>A hub that handles connect events. A user named "lobby" is put into the group of that name.</summary>
public sealed class GateHub : WebPubSubHub
{
    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        new(request.ConnectionContext.UserId == "lobby" ? request.CreateResponse(userId: null, groups: ["lobby"], subprotocol: null, roles: null) : new ConnectEventResponse());
}
