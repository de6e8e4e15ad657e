// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Presence.Memory;
using WebPubSub.Presence.Stores;
using WebPubSub.Presence.Tests.Stores;

namespace WebPubSub.Presence.Tests.Memory;

public sealed class MemoryStoreTests : StoreContract
{
    protected override int Histories => 2000;

    protected override PresenceStore Create(WebPubSubPresenceOptions options) => new MemoryPresenceStore(options, TimeProvider.System);
}
