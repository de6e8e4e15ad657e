// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Protocols;

/// <summary>The messages of a subprotocol, in both directions.</summary>
internal abstract class SubprotocolCodec : MessageCodec
{
    /// <summary>Gets the type of the frames that a client sends.</summary>
    public abstract WebSocketMessageType FrameType { get; }

    /// <summary>Gets the close description for a client that sends frames of the other type.</summary>
    public abstract string WrongFrameType { get; }

    /// <summary>Gets the close description for a client whose message cannot be read. It has no details.</summary>
    public abstract string Malformed { get; }

    /// <exception cref="FormatException">The message is malformed. The exception says how.</exception>
    public abstract WebPubSubMessage Read(ReadOnlyMemory<byte> payload);
}
