// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Simulation.Network;

/// <summary>A WebSocket message or a close.</summary>
internal sealed record PipeMessage(WebSocketMessageType Type, ReadOnlyMemory<byte> Payload, WebSocketCloseStatus? Status, string? Description);
