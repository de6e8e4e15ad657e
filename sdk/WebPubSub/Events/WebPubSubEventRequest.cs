// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An event that the service sends to an event handler.</summary>
public abstract class WebPubSubEventRequest
{
    /// <summary>Creates an event.</summary>
    /// <param name="context">The connection of the event.</param>
    protected WebPubSubEventRequest(WebPubSubConnectionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ConnectionContext = context;
    }

    /// <summary>Gets the connection of the event.</summary>
    public WebPubSubConnectionContext ConnectionContext { get; }
}
