// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Benchmarks.Handler;

/// <summary>A hub that replies with the data of the message and sets a state.</summary>
internal sealed class CountingHub : WebPubSubHub
{
    private static readonly BinaryData One = BinaryData.FromString("1");

    public override ValueTask<UserEventResponse?> OnMessageReceivedAsync(UserEventRequest request, CancellationToken cancellationToken)
    {
        var response = new UserEventResponse(request.Data, WebPubSubDataType.Text);
        response.SetState("counter", One);
        return new(response);
    }
}
