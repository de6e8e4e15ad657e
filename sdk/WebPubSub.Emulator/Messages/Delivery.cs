// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Net.WebSockets;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Messages;

/// <summary>A message on its way to any number of clients; encoded once per protocol, whoever asks first.</summary>
internal sealed class Delivery(WebPubSubMessage message)
{
    private byte[]? _json; // two threads may both encode it: the bytes are the same

    public Frame ToJson() => new(_json ??= Encode(), WebSocketMessageType.Text);

    /// <summary>What a client without subprotocol sees of it: the bytes of a data message, and of others nothing.</summary>
    public Frame? ToRaw() => message switch
    {
        GroupDataMessage group => ToRaw(group.Data, group.DataType),
        ServerDataMessage server => ToRaw(server.Data, server.DataType),
        _ => null,
    };

    private static Frame ToRaw(BinaryData data, WebPubSubDataType dataType) => new(
        data.ToMemory(),
        dataType is WebPubSubDataType.Text or WebPubSubDataType.Json ? WebSocketMessageType.Text : WebSocketMessageType.Binary);

    private byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>(256);
        JsonDownstreamWriter.Write(output, message);
        return output.WrittenSpan.ToArray();
    }
}
