// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Redis;

/// <summary>The Redis of a test class.</summary>
public sealed class RedisFixture : RedisServer, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await StartAsync();
}
