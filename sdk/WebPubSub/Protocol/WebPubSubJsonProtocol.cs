// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;

namespace WebPubSub.Protocol;

/// <summary>The subprotocol <c>json.webpubsub.azure.v1</c>. Messages that are in transit when the transport is lost are not delivered.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol">the JSON subprotocol</see>.</remarks>
public class WebPubSubJsonProtocol : WebPubSubProtocol
{
    /// <inheritdoc/>
    public override string Name => "json.webpubsub.azure.v1";

    /// <inheritdoc/>
    public override bool IsReliable => false;

    /// <inheritdoc/>
    public override WebPubSubProtocolMessageType WebSocketMessageType => WebPubSubProtocolMessageType.Text;

    /// <inheritdoc/>
    public override WebPubSubMessage ParseMessage(ReadOnlySpan<byte> input) => JsonDownstreamReader.Read(input);

    /// <inheritdoc/>
    public override bool TryPeekDataMessage(ReadOnlySpan<byte> input, out long? sequenceId) => JsonDownstreamReader.TryPeekData(input, IsReliable, out sequenceId);

    /// <inheritdoc/>
    public override void WriteMessage(WebPubSubMessage message, IBufferWriter<byte> output) => JsonUpstreamWriter.Write(output, message);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> GetMessageBytes(WebPubSubMessage message) =>
        GetType() == typeof(WebPubSubJsonProtocol) || this is WebPubSubJsonReliableProtocol
            ? JsonUpstreamWriter.ToBytes(message)
            : base.GetMessageBytes(message); // a derived class can override WriteMessage
}
