// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A message of the subprotocols of the service, in any encoding.</summary>
public abstract class WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    protected WebPubSubMessage()
    {
    }
}
