// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a disconnected event. Event handler reference, section 13.3.</summary>
internal sealed record DisconnectedEventBody(string? Reason);
