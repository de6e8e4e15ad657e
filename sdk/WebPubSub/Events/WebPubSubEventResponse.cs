// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>What a hub answers to an event.</summary>
public abstract class WebPubSubEventResponse
{
    /// <summary>Creates an answer.</summary>
    protected WebPubSubEventResponse()
    {
    }
}
