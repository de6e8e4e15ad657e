// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Emulator.Connections;

/// <summary>The processor of the messages that the client of one connection sends.</summary>
internal interface IFrameProcessor
{
    /// <summary>Processes one message. The next message of the client waits for it.</summary>
    /// <returns>The close that the message causes; <see langword="null"/> if the connection stays open.</returns>
    Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>
    /// Gets whether the client has open streams. The official client resumes them only after a second connected message.
    /// See docs/protocols/client-protocols.md#147-the-javascript-client-110.
    /// </summary>
    bool HasOpenStreams { get; }

    /// <summary>Ends the open operations of the client, because its connection has ended.</summary>
    void End();
}
