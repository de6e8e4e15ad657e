// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The kind of client that a client access URI is for. Each kind has its own path on the service.</summary>
public enum WebPubSubClientProtocol
{
    /// <summary>WebSocket clients, with or without a subprotocol of the service: <c>/client/hubs/{hub}</c>.</summary>
    Default = 0,

    /// <summary>MQTT over WebSocket: <c>/clients/mqtt/hubs/{hub}</c>.</summary>
    Mqtt = 1,

    /// <summary>Socket.IO clients: <c>/clients/socketio/hubs/{hub}</c>.</summary>
    SocketIO = 2,
}
