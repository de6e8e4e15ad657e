// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The JSON body of a group event. See docs/protocols/event-handler.md#135-group-events.</summary>
internal sealed record GroupEventBody(string? Group);
