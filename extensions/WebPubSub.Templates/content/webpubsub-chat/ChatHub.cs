using WebPubSub;

namespace Company.Chat1;

/// <summary>Handles the events of the clients. The application creates a hub for each event, so a hub keeps no state in fields.</summary>
internal sealed partial class ChatHub(WebPubSubServiceClient<ChatHub> service) : WebPubSubHub
{
    private const string Group = "chat";
    private const int MaxLength = 2000;

    /// <summary>Adds each client to the group, and allows it to send to the group directly. The page sends to the hub instead.</summary>
    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        new(new ConnectEventResponse { Groups = [Group], Roles = [WebPubSubRole.SendToGroup(Group)] });

    public override Task OnConnectedAsync(ConnectedEventRequest request, CancellationToken cancellationToken) =>
        SendAsync(new ChatMessage($"{request.ConnectionContext.UserId} joined."), cancellationToken);

    public override Task OnDisconnectedAsync(DisconnectedEventRequest request, CancellationToken cancellationToken) =>
        SendAsync(new ChatMessage($"{request.ConnectionContext.UserId} left."), cancellationToken);

    /// <summary>Handles the event <c>say</c>: sends the text of a user to the group.</summary>
    [UserEvent("say")]
    public async Task<EventErrorResponse?> SayAsync(ChatMessage message, WebPubSubConnectionContext connection, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(message.Text) || message.Text.Length > MaxLength)
        {
            return new EventErrorResponse(WebPubSubErrorCode.UserError, $"A message has 1 to {MaxLength} characters.");
        }

        await SendAsync(new ChatMessage(message.Text, connection.UserId), cancellationToken); // the user ID comes from the service, not from the message
        return null;
    }

    private Task SendAsync(ChatMessage message, CancellationToken cancellationToken) =>
        service.SendToGroupAsJsonAsync(Group, message, cancellationToken: cancellationToken);
}
