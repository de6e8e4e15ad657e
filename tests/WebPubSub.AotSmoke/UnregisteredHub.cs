// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AotSmoke;

/// <summary>A hub that is not registered with <c>AddHub</c>. It is created through its constructor, which trimming must keep.</summary>
internal sealed class UnregisteredHub(Microsoft.Extensions.Logging.ILoggerFactory services) : WebPubSubHub
{
    public override ValueTask<ConnectEventResponse> OnConnectAsync(ConnectEventRequest request, CancellationToken cancellationToken) =>
        new(request.CreateResponse(services is null ? null : $"of {nameof(UnregisteredHub)}", groups: null, subprotocol: null, roles: null));
}
