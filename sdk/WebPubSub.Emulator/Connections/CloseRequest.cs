// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Emulator.Connections;

/// <summary>A request to close a connection. See docs/protocols/client-protocols.md#17-closes.</summary>
/// <param name="Status">The close code that the client receives.</param>
/// <param name="Description">The text of the close frame; at most 123 bytes.</param>
/// <param name="Reason">The reason in the disconnected event.</param>
internal sealed record CloseRequest(WebSocketCloseStatus Status, string Description, string Reason)
{
    public static readonly CloseRequest ShuttingDown = With(WebSocketCloseStatus.EndpointUnavailable, "The service is shutting down.");

    public static readonly CloseRequest TooSlow = With(WebSocketCloseStatus.PolicyViolation, "The client reads too slowly.");
    public static readonly CloseRequest TooManyUnacknowledged =
        With(WebSocketCloseStatus.PolicyViolation, "The client has too many messages that it did not acknowledge.");

    public static readonly CloseRequest BrokenFrames = With(WebSocketCloseStatus.ProtocolError, "The client violated the WebSocket protocol.");

    public static CloseRequest With(WebSocketCloseStatus status, string description) => new(status, description, description);
}
