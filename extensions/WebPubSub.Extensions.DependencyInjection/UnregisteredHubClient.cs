// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub;

/// <summary>Injected for a hub that is not registered: says which call is missing, where the container could only say that it can't resolve the client.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class UnregisteredHubClient<THub> : WebPubSubServiceClient<THub>
    where THub : WebPubSubHub
{
    public UnregisteredHubClient() => throw new InvalidOperationException(
        $"The hub {typeof(THub).Name} is not registered, so there is no {nameof(WebPubSubServiceClient)}<{typeof(THub).Name}>. Call AddHub<{typeof(THub).Name}>() on the result of services.AddWebPubSub(...).");
}
