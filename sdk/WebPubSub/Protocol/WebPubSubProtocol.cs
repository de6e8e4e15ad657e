// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace WebPubSub.Protocol;

/// <summary>The client side of a subprotocol, which converts messages to frames and frames to messages.</summary>
/// <remarks>
/// Implementations have no state, so several threads can use one instance. See
/// <see href="https://learn.microsoft.com/azure/azure-web-pubsub/concept-client-protocols">the client protocols</see>.
/// </remarks>
public abstract class WebPubSubProtocol
{
    /// <summary>Gets the name that the client offers, such as <c>json.webpubsub.azure.v1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets whether the service keeps messages until they are acknowledged, so that messages survive a lost transport.</summary>
    public abstract bool IsReliable { get; }

    /// <summary>Gets the type of the WebSocket message that contains a frame.</summary>
    public abstract WebPubSubProtocolMessageType WebSocketMessageType { get; }

    /// <summary>Reads a frame of the service.</summary>
    /// <param name="input">The whole frame. The message must not keep a reference to it.</param>
    /// <returns>The message, or an <see cref="UnknownMessage"/> if there is no model for it.</returns>
    /// <exception cref="FormatException">The frame is malformed.</exception>
    public abstract WebPubSubMessage ParseMessage(ReadOnlySpan<byte> input);

    /// <summary>Recognizes a message with data by its first bytes, so that a client can parse it later and on another thread.</summary>
    /// <param name="input">The whole frame.</param>
    /// <param name="sequenceId">The sequence ID of the message, or <see langword="null"/> if it has none.</param>
    /// <returns>
    /// <see langword="true"/> if the frame is a message to a group or from the application server. <see langword="false"/> if this is not certain. The
    /// client must then parse the frame at once. The default implementation returns <see langword="false"/> for every frame.
    /// </returns>
    public virtual bool TryPeekDataMessage(ReadOnlySpan<byte> input, out long? sequenceId)
    {
        sequenceId = null;
        return false;
    }

    /// <summary>Writes a message to the service.</summary>
    /// <param name="message">A message that clients send.</param>
    /// <param name="output">The buffer that receives the frame.</param>
    /// <exception cref="ArgumentException">
    /// Clients do not send messages of this type, the subprotocol does not support it, or the data does not match its data type.
    /// </exception>
    public abstract void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output);

    /// <summary>Gets the frame of a message to the service.</summary>
    /// <param name="message">A message that clients send.</param>
    /// <returns>The frame.</returns>
    /// <exception cref="ArgumentException">The same errors as for <see cref="WriteMessage"/>.</exception>
    public virtual ReadOnlyMemory<byte> GetMessageBytes(WebPubSubMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteMessage(message, output);
        return output.WrittenMemory;
    }
}
