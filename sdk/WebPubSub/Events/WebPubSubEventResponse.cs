// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The response of a hub to an event.</summary>
public abstract class WebPubSubEventResponse
{
    /// <summary>Creates a response.</summary>
    protected WebPubSubEventResponse()
    {
    }
}
