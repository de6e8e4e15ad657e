// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>A hub that records its events, and who is online when it handles them.</summary>
public class ChatHub(IWebPubSubPresence<ChatHub> presence, HubLog log) : WebPubSubHub
{
    public override Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken) => RecordAsync(request);

    public override Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken) => RecordAsync(request);

    public override Task OnGroupJoinedAsync(GroupJoinedEventRequest request, CancellationToken cancellationToken) => RecordAsync(request, $" {request.Group}");

    public override Task OnGroupLeftAsync(GroupLeftEventRequest request, CancellationToken cancellationToken) => RecordAsync(request, $" {request.Group}");

    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        await RecordAsync(request);
        return new UserEventResponse();
    }

    private async Task RecordAsync(WebPubSubEventRequest request, string detail = "")
    {
        IReadOnlyList<PresentUser> users = await presence.GetUsersAsync();
        log.Add($"{request.ConnectionContext.EventName} {request.ConnectionContext.UserId}{detail}: {string.Join(',', users.Select(user => user.UserId))}");
    }
}
