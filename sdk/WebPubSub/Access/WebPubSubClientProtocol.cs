// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The family of clients that a client access URI is made for; each has its own path on the service.</summary>
/// <remarks>Protocol reference: REST API, section 5.1.</remarks>
public enum WebPubSubClientProtocol
{
    /// <summary>WebSocket clients, with or without one of the service's subprotocols: <c>/client/hubs/{hub}</c>.</summary>
    Default = 0,

    /// <summary>MQTT over WebSocket: <c>/clients/mqtt/hubs/{hub}</c>.</summary>
    Mqtt = 1,

    /// <summary>Socket.IO clients: <c>/clients/socketio/hubs/{hub}</c>.</summary>
    SocketIO = 2,
}
