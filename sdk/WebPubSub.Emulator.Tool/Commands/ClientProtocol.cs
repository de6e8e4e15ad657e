// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Tool.Commands;

/// <summary>A client protocol, with the name that the commands accept.</summary>
/// <param name="Name">The name of the protocol.</param>
/// <param name="Subprotocol">The WebSocket subprotocol; null for none.</param>
/// <param name="Protocol">The kind of client, which determines the path of the client URL.</param>
internal sealed record ClientProtocol(string Name, string? Subprotocol, WebPubSubClientProtocol Protocol = WebPubSubClientProtocol.Default)
{
    public static readonly ClientProtocol Raw = new("raw", null);
    public static readonly ClientProtocol Json = new("json", "json.webpubsub.azure.v1");
    public static readonly ClientProtocol ReliableJson = new("reliable-json", "json.reliable.webpubsub.azure.v1");

    public static readonly ClientProtocol[] All =
    [
        Raw,
        Json,
        ReliableJson,
        new("protobuf", "protobuf.webpubsub.azure.v1"),
        new("reliable-protobuf", "protobuf.reliable.webpubsub.azure.v1"),
        new("mqtt", "mqtt", WebPubSubClientProtocol.Mqtt),
        new("socketio", null, WebPubSubClientProtocol.SocketIO),
    ];

    public static ClientProtocol Find(string name) => All.Single(protocol => protocol.Name == name);
}
