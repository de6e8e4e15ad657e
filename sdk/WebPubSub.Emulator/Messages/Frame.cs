// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Emulator.Messages;

/// <summary>One WebSocket message, ready to be written.</summary>
internal readonly record struct Frame(ReadOnlyMemory<byte> Payload, WebSocketMessageType Type);
