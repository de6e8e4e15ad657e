// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Emulator.Connections;

/// <summary>How a connection ends. Client protocol reference, section 17.</summary>
/// <param name="Status">The close code that the client sees.</param>
/// <param name="Description">The words in the close frame; at most 123 bytes.</param>
/// <param name="Reason">What the disconnected event says.</param>
internal sealed record CloseRequest(WebSocketCloseStatus Status, string Description, string Reason)
{
    public static readonly CloseRequest ShuttingDown = With(WebSocketCloseStatus.EndpointUnavailable, "The service is shutting down.");

    public static readonly CloseRequest TooSlow = With(WebSocketCloseStatus.PolicyViolation, "The client reads too slowly.");
    public static readonly CloseRequest TooManyUnacknowledged =
        With(WebSocketCloseStatus.PolicyViolation, "The client has too many messages that it did not acknowledge.");

    public static readonly CloseRequest BrokenFrames = With(WebSocketCloseStatus.ProtocolError, "The client broke the WebSocket protocol.");

    public static CloseRequest With(WebSocketCloseStatus status, string description) => new(status, description, description);
}
