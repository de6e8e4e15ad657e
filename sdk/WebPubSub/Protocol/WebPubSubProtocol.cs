// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace WebPubSub.Protocol;

/// <summary>A subprotocol as a client speaks it: how messages become frames, and frames messages.</summary>
/// <remarks>Implementations keep no state and may be used by several threads. Protocol reference: client protocols, section 0.</remarks>
public abstract class WebPubSubProtocol
{
    /// <summary>Gets the name that the client offers, such as <c>json.webpubsub.azure.v1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets whether the service keeps messages until they are acknowledged, so that a lost transport loses none.</summary>
    public abstract bool IsReliable { get; }

    /// <summary>Gets the kind of WebSocket message that a frame is.</summary>
    public abstract WebPubSubProtocolMessageType WebSocketMessageType { get; }

    /// <summary>Reads a frame of the service.</summary>
    /// <param name="input">The whole frame, which the message must not keep a reference to.</param>
    /// <returns>The message, an <see cref="UnknownMessage"/> where there is no model for it.</returns>
    /// <exception cref="FormatException">The frame is malformed.</exception>
    public abstract WebPubSubMessage ParseMessage(ReadOnlySpan<byte> input);

    /// <summary>Recognizes a message with data by its first bytes, so that a client can parse it later and on another thread.</summary>
    /// <param name="input">The whole frame.</param>
    /// <param name="sequenceId">The sequence ID of the message; <see langword="null"/> if it has none.</param>
    /// <returns>
    /// <see langword="true"/> if the frame is certainly a message to a group or of the application's server. <see langword="false"/> says nothing: parse the
    /// frame at once. The default is <see langword="false"/> for every frame.
    /// </returns>
    public virtual bool TryPeekDataMessage(ReadOnlySpan<byte> input, out long? sequenceId)
    {
        sequenceId = null;
        return false;
    }

    /// <summary>Writes a message to the service.</summary>
    /// <param name="message">A message that clients send.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentException">Only the service sends such a message, the subprotocol has none like it, or its data is not what its type says.</exception>
    public abstract void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output);

    /// <summary>Gets the frame of a message to the service.</summary>
    /// <param name="message">A message that clients send.</param>
    /// <returns>The frame.</returns>
    /// <exception cref="ArgumentException">As for <see cref="WriteMessage"/>.</exception>
    public virtual ReadOnlyMemory<byte> GetMessageBytes(WebPubSubMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteMessage(message, output);
        return output.WrittenMemory;
    }
}
