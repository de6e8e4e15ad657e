// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The settings of one hub.</summary>
public sealed class WebPubSubEmulatorHubOptions
{
    /// <summary>Gets the event handlers; of those that want an event, the first one gets it.</summary>
    public IList<WebPubSubEmulatorEventHandlerOptions> EventHandlers { get; } = [];
}
