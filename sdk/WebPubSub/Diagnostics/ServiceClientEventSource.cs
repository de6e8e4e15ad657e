// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.Tracing;

namespace WebPubSub.Diagnostics;

/// <summary>The client's own lines in the log of Azure.Core, which its trait makes it a part of.</summary>
internal sealed class ServiceClientEventSource : EventSource
{
    public static readonly ServiceClientEventSource Log = new();

    private ServiceClientEventSource()
        : base("WebPubSub-ServiceClient", EventSourceSettings.Default, "AzureEventSource", "true")
    {
    }

    [Event(1, Level = EventLevel.Warning, Message = "{0} does not answer: its clients are not reached, and the other endpoints take over. It is asked again every {1} s.")]
    public void EndpointDown(string endpoint, double probeInterval) => WriteEvent(1, endpoint, probeInterval);

    [Event(2, Level = EventLevel.Informational, Message = "{0} answers again and is used again.")]
    public void EndpointUp(string endpoint) => WriteEvent(2, endpoint);

    [Event(3, Level = EventLevel.Warning, Message = "{0} is not encrypted: everyone on the network path can read the messages and the access tokens. Use an https endpoint outside this machine.")]
    public void UnencryptedEndpoint(string endpoint) => WriteEvent(3, endpoint);

    [Event(4, Level = EventLevel.Warning, Message = "'{0}' is not a role of Web PubSub, and the service ignores it: the client gets no permission by it. Role names are case-sensitive; use WebPubSubRole.")]
    public void UnknownRole(string role) => WriteEvent(4, role);

    [Event(5, Level = EventLevel.Warning, Message = "The name '{0}' contains '/'. The service does not unescape '%2F' in the path of a request, so the request is about another group or user than the one that WebSocket clients use. Use a name without '/'.")]
    public void SlashInName(string name) => WriteEvent(5, name);
}
