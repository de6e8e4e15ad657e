// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Tracing;

namespace WebPubSub.Diagnostics;

/// <summary>The log events of the service client. A trait of the event source makes them part of the log of Azure.Core.</summary>
internal sealed class ServiceClientEventSource : EventSource
{
    public static readonly ServiceClientEventSource Log = new();

    private ServiceClientEventSource()
        : base("WebPubSub-ServiceClient", EventSourceSettings.Default, "AzureEventSource", "true")
    {
    }

    [Event(1, Level = EventLevel.Warning, Message = "{0} is down: it did not answer a health probe. Its clients do not receive messages, and requests go to the other endpoints. The service client probes it again every {1} s.")]
    public void EndpointDown(string endpoint, double probeInterval) => WriteEvent(1, endpoint, probeInterval);

    [Event(2, Level = EventLevel.Informational, Message = "{0} is up again, and the service client uses it again.")]
    public void EndpointUp(string endpoint) => WriteEvent(2, endpoint);

    [Event(3, Level = EventLevel.Warning, Message = "{0} is not encrypted: everyone on the network path can read the messages and the access tokens. Use an https endpoint outside this machine.")]
    public void UnencryptedEndpoint(string endpoint) => WriteEvent(3, endpoint);

    [Event(4, Level = EventLevel.Warning, Message = "'{0}' is not a Web PubSub role. The service ignores it, so the client gets no permission from it. Role names are case-sensitive. Use WebPubSubRole.")]
    public void UnknownRole(string role) => WriteEvent(4, role);

    [Event(5, Level = EventLevel.Warning, Message = "The name '{0}' contains '/'. The service does not unescape '%2F' in a request path, so the request has a different target than the group or user of WebSocket clients. Use a name without '/'.")]
    public void SlashInName(string name) => WriteEvent(5, name);
}
