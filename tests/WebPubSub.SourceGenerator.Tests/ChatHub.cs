// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>A hub with each supported kind of user event method.</summary>
public partial class ChatHub : WebPubSubHub
{
#pragma warning disable WPS009 // the tests create the hub and keep the instance
    public List<string> Calls { get; } = [];
#pragma warning restore WPS009

    [UserEvent("sendMessage")]
    public async Task<ChatReply> SendAsync(ChatMessage message, WebPubSubConnectionContext context, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Calls.Add($"{context.UserId}: {message.Text} {cancellationToken.CanBeCanceled}");
        return new ChatReply(message.Text.Length);
    }

    [UserEvent]
    public static string Echo(string text) => text;

    [UserEvent("nothing.at-all")]
    private protected void Nothing() => Calls.Add("nothing");

    [UserEvent]
    public ValueTask Request(UserEventRequest request)
    {
        Calls.Add(request.DataType.ToString());
        return default;
    }

    [UserEvent]
    public static BinaryData Bytes(BinaryData bytes) => bytes;

    [UserEvent]
    public static UserEventResponse Refuse(int? number) =>
        number is null ? new EventErrorResponse(429, "slow down") : new UserEventResponse(number.Value.ToString(CultureInfo.InvariantCulture));

    [UserEvent]
    public static Task<int[]> List(IReadOnlyList<int> numbers) => Task.FromResult(numbers.Reverse().ToArray());

    [UserEvent]
    public static Task<ChatReply?> Nullable(ChatMessage? message) => Task.FromResult(message is null ? null : new ChatReply(1));

    [UserEvent]
    public static ValueTask<EventErrorResponse> Never() => new(new EventErrorResponse(403));

    [UserEvent]
    public static Task<EventErrorResponse?> RefuseOrNot(bool isRefused) => Task.FromResult(isRefused ? new EventErrorResponse(409) : null);

    [UserEvent]
    public static CustomResponse Custom() => new();

    [UserEvent]
    public static int Positive(PositiveNumber number) => number.Value;

    public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) =>
        new(request.CreateResponse("none of them"));
}
