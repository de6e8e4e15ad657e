// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub;
using WebPubSub.Presence;

namespace ChatApp;

/// <summary>The hub of the chat. It handles the events of the chat and sends messages to the users through the injected service client.</summary>
internal sealed class ChatHub(WebPubSubServiceClient<ChatHub> service, IWebPubSubPresence<ChatHub> presence) : WebPubSubHub
{
    public const string Name = "chat";

    private const string PresenceGroup = "webpubsub-presence"; // a message to it would reach every connection

    private const string Help = "Type /who to see who is here, /help for this text. Other text is sent to all users.";

    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        new(string.IsNullOrEmpty(request.ConnectionContext.UserId)
            ? request.CreateErrorResponse(WebPubSubErrorCode.Unauthorized, "Join with a name.")
            : new ConnectEventResponse());

    // After a reload, the user has not left, so the feed does not send the list of users to the new page.
    public override async Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken)
    {
        var message = new ChatMessage("notice", "", People: await GetPeopleAsync(cancellationToken));
        await service.SendToConnectionAsJsonAsync(request.ConnectionContext.ConnectionId, message, ChatJson.Default.ChatMessage, cancellationToken: cancellationToken);
    }

    public override async ValueTask<UserEventResponse> OnMessageReceivedAsync(
        UserEventRequest request, CancellationToken cancellationToken)
    {
        WebPubSubConnectionContext connection = request.ConnectionContext;
        ChatEvent chatEvent = ChatEvent.Read(request.Data);
        switch (connection.EventName)
        {
            case "say" when chatEvent.Text.StartsWith('/'):
                return await ReplyAsync(chatEvent.Text, cancellationToken);
            case "say" when chatEvent.Text.Length > 0 && (chatEvent.Room is null || IsRoom(chatEvent.Room)):
                await SayAsync(connection.UserId!, chatEvent, cancellationToken);
                return new UserEventResponse();
            case "enter" when IsRoom(chatEvent.Room):
                await service.AddConnectionToGroupAsync(chatEvent.Room!, connection.ConnectionId, cancellationToken);
                await SendToRoomAsync(chatEvent.Room!, $"{connection.UserId} entered the room.", cancellationToken);
                return new UserEventResponse();
            case "leave" when IsRoom(chatEvent.Room):
                await service.RemoveConnectionFromGroupAsync(chatEvent.Room!, connection.ConnectionId, cancellationToken);
                await SendToRoomAsync(chatEvent.Room!, $"{connection.UserId} left the room.", cancellationToken);
                return new UserEventResponse();
            default:
                return request.CreateErrorResponse(WebPubSubErrorCode.UserError, "Unknown event or invalid room. Use say, enter or leave, and a room without a slash.");
        }
    }

    // A room is a group. Its name must be valid in the URL of a REST request.
    private static bool IsRoom(string? room) => room is { Length: > 0 and <= 100 } and not ("." or ".." or PresenceGroup) && !string.IsNullOrWhiteSpace(room) && !room.AsSpan().ContainsAny("/\r\n");

    private async Task<UserEventResponse> ReplyAsync(string command, CancellationToken cancellationToken) => ToJson(new ChatMessage("reply", command == "/who"
        ? $"Here: {string.Join(", ", await GetPeopleAsync(cancellationToken))}."
        : Help));

    private async Task<string[]> GetPeopleAsync(CancellationToken cancellationToken) =>
        [.. (await presence.GetUsersAsync(cancellationToken: cancellationToken)).Select(user => user.UserId)];

    private Task SayAsync(string user, ChatEvent chatEvent, CancellationToken cancellationToken)
    {
        var message = new ChatMessage("said", chatEvent.Text, user, chatEvent.Room);
        return chatEvent.Room is null
            ? service.SendToAllAsJsonAsync(message, ChatJson.Default.ChatMessage, cancellationToken: cancellationToken)
            : service.Group(chatEvent.Room).SendToAllAsJsonAsync(message, ChatJson.Default.ChatMessage, cancellationToken: cancellationToken);
    }

    private Task SendToRoomAsync(string room, string text, CancellationToken cancellationToken) =>
        service.SendToGroupAsJsonAsync(room, new ChatMessage("notice", text, Room: room), ChatJson.Default.ChatMessage, cancellationToken: cancellationToken);

    private static UserEventResponse ToJson(ChatMessage message) =>
        new(BinaryData.FromObjectAsJson(message, ChatJson.Default.ChatMessage), WebPubSubDataType.Json);
}
