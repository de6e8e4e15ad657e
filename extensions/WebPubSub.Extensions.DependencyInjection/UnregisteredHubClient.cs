// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub;

/// <summary>
/// The client that is injected for a hub that is not registered. It throws an exception that names the missing call. The exception of the container would
/// say only that the client cannot be resolved.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The container creates it.")]
internal sealed class UnregisteredHubClient<THub> : WebPubSubServiceClient<THub>
    where THub : WebPubSubHub
{
    public UnregisteredHubClient() => throw new InvalidOperationException(
        $"The hub {typeof(THub).Name} is not registered, so there is no {nameof(WebPubSubServiceClient)}<{typeof(THub).Name}>. Call AddHub<{typeof(THub).Name}>() on the result of services.AddWebPubSub(...).");
}
