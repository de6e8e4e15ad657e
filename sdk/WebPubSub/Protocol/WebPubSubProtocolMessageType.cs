// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The kind of WebSocket message that a subprotocol travels in.</summary>
public enum WebPubSubProtocolMessageType
{
    /// <summary>UTF-8 text.</summary>
    Text = 0,

    /// <summary>Bytes.</summary>
    Binary = 1,
}
