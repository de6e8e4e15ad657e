// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The event that the service sends when a client is connected.</summary>
/// <param name="context">The connection of the event.</param>
public class ConnectedEventRequest(WebPubSubConnectionContext context) : WebPubSubEventRequest(context);
