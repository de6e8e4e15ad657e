// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>A hub in the format of the live page.</summary>
/// <param name="Name">The name of the hub.</param>
/// <param name="Connections">The number of its connections.</param>
/// <param name="Handlers">The descriptions of its event handlers and Event Hubs listeners.</param>
internal sealed record LiveHub(string Name, int Connections, IReadOnlyList<string> Handlers);
