// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>The body of a joined or left event. See docs/protocols/event-handler.md#135-group-events.</summary>
internal sealed record GroupBody(string Group);
