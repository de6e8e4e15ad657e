// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Options of <c>AddWebPubSub</c>.</summary>
public class WebPubSubOptions
{
    /// <summary>Gets or sets the Web PubSub resource: where it is and how to prove who calls.</summary>
    /// <value>There is no default; the application does not start without one.</value>
    /// <remarks>Service clients call it, and only events that it signed reach a hub.</remarks>
    public WebPubSubServiceEndpoint? ServiceEndpoint { get; set; }

    /// <summary>Gets further access keys whose signature on an event is trusted too, such as the secondary key during a rotation.</summary>
    /// <value>Empty by default: the key of <see cref="ServiceEndpoint"/> alone.</value>
    public IList<string> AdditionalAccessKeys { get; } = [];

    /// <summary>Gets or sets the largest body of an event that is read, in bytes; a longer one is refused with 413.</summary>
    /// <value>The default is 1 MiB, the largest message of a client.</value>
    public int MaxEventBodySize { get; set; } = 1024 * 1024;
}
