// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>The ID of this emulator. A page that stays open can connect to another emulator later, which starts with a new entry number.</summary>
internal sealed class LiveRun
{
    public string Id { get; } = Guid.NewGuid().ToString("N");
}
