// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The service client of one hub, to be injected: <c>WebPubSubServiceClient&lt;ChatHub&gt;</c>.</summary>
/// <typeparam name="THub">The hub whose clients it talks to.</typeparam>
public class WebPubSubServiceClient<THub> : WebPubSubServiceClient
    where THub : WebPubSubHub
{
    /// <summary>For mocking only.</summary>
    protected WebPubSubServiceClient()
    {
    }

    /// <summary>Creates the client of several resources; <c>AddHub</c> does this.</summary>
    /// <param name="endpoints">Address, credential and options of each, the preferred one first.</param>
    /// <param name="hub">The name of the hub.</param>
    /// <remarks>What goes where: <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</remarks>
    public WebPubSubServiceClient(IEnumerable<WebPubSubServiceEndpoint> endpoints, string hub)
        : base(endpoints, hub)
    {
    }

    /// <summary>Creates the client of one resource.</summary>
    /// <param name="endpoint">Address, credential and options.</param>
    /// <param name="hub">The name of the hub.</param>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint, string hub)
        : base(endpoint, hub)
    {
    }
}
