// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>Names this emulator: a page may outlive it, and meet another one, which counts its entries anew.</summary>
internal sealed class LiveRun
{
    public string Id { get; } = Guid.NewGuid().ToString("N");
}
