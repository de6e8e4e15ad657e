// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Client.Connection;

/// <summary>How a transport ended.</summary>
/// <param name="Reason">In words.</param>
/// <param name="CloseStatus">The code that the service closed it with; null when it was cut.</param>
/// <param name="Exception">What cut it.</param>
internal sealed record TransportEnd(string Reason, WebSocketCloseStatus? CloseStatus = null, Exception? Exception = null)
{
    /// <summary>Gets whether the service will not have the connection back. Client protocols, sections 7 and 11.4.</summary>
    public bool IsFinal => CloseStatus == WebSocketCloseStatus.PolicyViolation || IsRefusal;

    /// <summary>Gets whether it was closed over what the client sent. Client protocols, section 7.</summary>
    public bool IsRefusal => CloseStatus is WebSocketCloseStatus.ProtocolError or WebSocketCloseStatus.InvalidMessageType
        or WebSocketCloseStatus.InvalidPayloadData or WebSocketCloseStatus.MessageTooBig;
}
