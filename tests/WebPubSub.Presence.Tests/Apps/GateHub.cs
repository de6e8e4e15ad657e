// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>A hub that handles connect events. A user named "lobby" is put into the group of that name, "mallory" is rejected, and all others get one response object.</summary>
public sealed class GateHub : WebPubSubHub
{
    private static readonly ConnectEventResponse Shared = new();

    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) => new(request.ConnectionContext.UserId switch
    {
        "lobby" => request.CreateResponse(userId: null, groups: ["lobby"], subprotocol: null, roles: null),
        "mallory" => request.CreateErrorResponse(WebPubSubErrorCode.Unauthorized, "Not you."),
        _ => Shared,
    });
}
