// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>A hub as the page shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Connections">How many connections it has.</param>
/// <param name="Handlers">Its event handlers, in words.</param>
internal sealed record LiveHub(string Name, int Connections, IReadOnlyList<string> Handlers);
