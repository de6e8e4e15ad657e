// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Simulation.App;

/// <summary>A hub that does nothing with its events.</summary>
internal sealed class ChatHub : WebPubSubHub;
