// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The types of WebSocket messages that contain the frames of a subprotocol.</summary>
public enum WebPubSubProtocolMessageType
{
    /// <summary>UTF-8 text.</summary>
    Text = 0,

    /// <summary>Bytes.</summary>
    Binary = 1,
}
