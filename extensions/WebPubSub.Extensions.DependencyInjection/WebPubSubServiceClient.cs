// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The service client of one hub, for dependency injection: <c>WebPubSubServiceClient&lt;ChatHub&gt;</c>.</summary>
/// <typeparam name="THub">The class of the hub.</typeparam>
public class WebPubSubServiceClient<THub> : WebPubSubServiceClient
    where THub : WebPubSubHub
{
    /// <summary>For mocking only.</summary>
    protected WebPubSubServiceClient()
    {
    }

    /// <summary>Creates the client of several resources. <c>AddHub</c> registers such a client.</summary>
    /// <param name="endpoints">The address, credential and options of each endpoint, in order of preference.</param>
    /// <param name="hub">The name of the hub.</param>
    /// <remarks>For the routing of requests, see <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</remarks>
    public WebPubSubServiceClient(IEnumerable<WebPubSubServiceEndpoint> endpoints, string hub)
        : base(endpoints, hub)
    {
    }

    /// <summary>Creates the client of one resource.</summary>
    /// <param name="endpoint">The address, credential and options of the endpoint.</param>
    /// <param name="hub">The name of the hub.</param>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint, string hub)
        : base(endpoint, hub)
    {
    }
}
