// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.AotSmoke;

/// <summary>A filter with a dependency and its own event.</summary>
internal sealed class SmokeFilter(ILoggerFactory services) : IWebPubSubHubFilter
{
    private static int _connected;

    public static int Connected => _connected;

    public static WebPubSubHubEvents Events { get; } = new() { SystemEvents = ["connected"] };

    public ValueTask<WebPubSubEventResponse?> InvokeAsync(
        WebPubSubHub hub, WebPubSubEventRequest request, WebPubSubHubHandler inner, CancellationToken cancellationToken)
    {
        if (request is ConnectedEventRequest && services is not null)
        {
            Interlocked.Increment(ref _connected);
        }

        return inner(request, cancellationToken);
    }
}
