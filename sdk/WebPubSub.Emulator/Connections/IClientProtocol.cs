// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Emulator.Messages;

namespace WebPubSub.Emulator.Connections;

/// <summary>What a client's subprotocol makes of messages in both directions.</summary>
internal interface IClientProtocol
{
    /// <summary>Encodes a message, or tells that clients of this protocol never see it.</summary>
    Frame? Encode(Delivery delivery);

    /// <summary>Carries out what a client sent. The client's next message waits for it.</summary>
    /// <returns>How the connection must end because of it, or <see langword="null"/>.</returns>
    Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}
