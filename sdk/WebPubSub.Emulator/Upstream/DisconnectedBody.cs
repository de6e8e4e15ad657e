// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a disconnected event. Event handler reference, section 13.3.</summary>
internal sealed record DisconnectedBody(string Reason);
