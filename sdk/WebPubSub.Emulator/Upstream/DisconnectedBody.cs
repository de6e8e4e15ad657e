// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a disconnected event. See docs/protocols/event-handler.md#133-disconnected.</summary>
internal sealed record DisconnectedBody(string Reason);
