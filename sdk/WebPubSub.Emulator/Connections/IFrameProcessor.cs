// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;

namespace WebPubSub.Emulator.Connections;

/// <summary>Carries out what the client of one connection sends.</summary>
internal interface IFrameProcessor
{
    /// <summary>Carries out one message. The next message of the client waits for it.</summary>
    /// <returns>How the connection must be closed because of it; <see langword="null"/> if it stays open.</returns>
    Task<CloseRequest?> ProcessAsync(WebSocketMessageType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Gets whether the client has open streams. The official client resumes them only after a second connected message. Client protocol reference, section 14.7.</summary>
    bool HasOpenStreams { get; }

    /// <summary>Ends what the client had begun. Its connection has ended.</summary>
    void End();
}
