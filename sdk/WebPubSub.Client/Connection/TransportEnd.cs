// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;

namespace WebPubSub.Client.Connection;

/// <summary>The reason why a transport ended.</summary>
/// <param name="Reason">The reason as text. The text states whether the client or the service ended the transport.</param>
/// <param name="CloseStatus">The close code; null if the transport ended without a close.</param>
/// <param name="Exception">The exception that ended the transport.</param>
internal sealed record TransportEnd(string Reason, WebSocketCloseStatus? CloseStatus = null, Exception? Exception = null)
{
    /// <summary>Gets whether the connection can't be recovered: the service closed it with status 1008, or rejected a frame.</summary>
    public bool IsFinal => CloseStatus == WebSocketCloseStatus.PolicyViolation || IsRejection;

    /// <summary>Gets whether the service closed the transport because of a frame that the client sent.</summary>
    public bool IsRejection => CloseStatus is WebSocketCloseStatus.ProtocolError or WebSocketCloseStatus.InvalidMessageType
        or WebSocketCloseStatus.InvalidPayloadData or WebSocketCloseStatus.MessageTooBig;

    public static TransportEnd Lost(Exception? exception = null) => new("The transport was lost.", Exception: exception);

    public static TransportEnd ClosedByService(WebSocketCloseStatus? status, string? description) => new(
        string.Create(CultureInfo.InvariantCulture, $"The service closed the connection with {(int?)status}{(string.IsNullOrEmpty(description) ? "" : $": {description}")}."), status);

    public static TransportEnd ClosedByClient(WebSocketCloseStatus? status) => new("The client closed the connection.", status);

    public static TransportEnd Aborted { get; } = new("The client was stopped before the connection was closed.");
}
