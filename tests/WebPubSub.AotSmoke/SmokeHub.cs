// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace WebPubSub.AotSmoke;

internal sealed partial class SmokeHub : WebPubSubHub
{
    protected override JsonSerializerOptions UserEventJsonOptions => SmokeJson.Default.Options;

    [UserEvent("greet")]
    public static SmokeMessage Greet(SmokeMessage message, WebPubSubConnectionContext connection) => new($"{message.Text}, {connection.UserId}");

    public override ValueTask<UserEventResponse> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken) =>
        new(request.CreateResponse($"{request.Data}, {request.ConnectionContext.UserId}"));
}
