// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A client is connected.</summary>
/// <param name="context">The connection that the event is about.</param>
/// <remarks>Protocol reference: event handler, section 13.2.</remarks>
public class ConnectedEventRequest(WebPubSubConnectionContext context) : WebPubSubEventRequest(context);
