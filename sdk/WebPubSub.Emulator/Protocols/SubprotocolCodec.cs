// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The codec of a subprotocol, for both directions.</summary>
internal abstract class SubprotocolCodec : MessageCodec
{
    /// <summary>Gets the required type of the frames from a client.</summary>
    public abstract WebSocketMessageType FrameType { get; }

    /// <summary>Gets the close description for a client that sends frames of the other type.</summary>
    public abstract string WrongFrameType { get; }

    /// <summary>Gets the close description for a client that sends a malformed message. It contains no details.</summary>
    public abstract string Malformed { get; }

    /// <exception cref="FormatException">The message is malformed. The exception contains the details.</exception>
    public abstract WebPubSubMessage Read(ReadOnlyMemory<byte> payload);
}
