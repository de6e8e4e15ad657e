// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>The base class of the messages of the Web PubSub subprotocols, for all encodings.</summary>
public abstract class WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    protected WebPubSubMessage()
    {
    }
}
