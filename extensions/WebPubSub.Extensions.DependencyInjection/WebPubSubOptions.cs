// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options of <c>AddWebPubSub</c> and, by the key of the resource, of <c>AddKeyedWebPubSub</c>.</summary>
public class WebPubSubOptions
{
    /// <summary>Gets or sets the Web PubSub resource: where it is and how to prove who calls.</summary>
    /// <value>There is no default; the application does not start without one.</value>
    /// <remarks>Service clients call it, and only events that it signed reach a hub.</remarks>
    public WebPubSubServiceEndpoint? ServiceEndpoint { get; set; }

    /// <summary>Gets further resources that serve the same hubs and stand in for <see cref="ServiceEndpoint"/> while it is down.</summary>
    /// <value>Empty by default. What goes where: <see cref="WebPubSubServiceClient(IEnumerable{WebPubSubServiceEndpoint}, string)"/>.</value>
    /// <remarks>Events that one of them signed reach a hub too.</remarks>
    public IList<WebPubSubServiceEndpoint> FailoverEndpoints { get; } = [];

    /// <summary>Gets <see cref="ServiceEndpoint"/> and, behind it, <see cref="FailoverEndpoints"/>.</summary>
    public IReadOnlyList<WebPubSubServiceEndpoint> Endpoints =>
        ServiceEndpoint is null ? [.. FailoverEndpoints] : [ServiceEndpoint, .. FailoverEndpoints];

    /// <summary>Gets further access keys whose signature on an event is trusted too, such as the secondary key during a rotation.</summary>
    /// <value>Empty by default: the key of <see cref="ServiceEndpoint"/> alone.</value>
    public IList<string> AdditionalAccessKeys { get; } = [];

    /// <summary>Gets or sets the largest body of an event that is read, in bytes; a longer one is refused with 413.</summary>
    /// <value>The default is 1 MiB, the largest message of a client.</value>
    public int MaxEventBodySize { get; set; } = 1024 * 1024;
}
