// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>The lifetime of messages that wait for a slow client. See docs/protocols/rest-api.md#93-messagettlseconds.</summary>
public sealed class LifetimeTests : EmulatorTest
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    protected override WebPubSubEmulatorOptions CreateOptions() => new() { Port = 0, TimeProvider = _time };

    [Fact]
    public async Task ExpiredMessage_ForASlowClient_IsDropped()
    {
        using TestSocket slow = await ConnectJsonAsync("slow", groups: ["g"]);
        string large = new('x', 1_000_000);
        for (int i = 0; i < 12; i++)
        {
            await SendAsync("POST", "/api/hubs/chat/users/slow/:send", large); // more than the socket buffers hold
        }

        await SendAsync("POST", "/api/hubs/chat/users/slow/:send?messageTtlSeconds=10", "short-lived");
        await SendAsync("POST", "/api/hubs/chat/users/slow/:send?messageTtlSeconds=300", "long-lived");
        _time.Advance(TimeSpan.FromSeconds(11));

        for (int i = 0; i < 12; i++)
        {
            (await slow.ReceiveTextAsync()).Length.Should().BeGreaterThan(large.Length);
        }

        (await slow.ReceiveTextAsync()).Should().Contain("long-lived");
    }

    [Fact]
    public async Task MessageWithALifetime_ForAClientThatReads_IsDeliveredAtOnce()
    {
        using TestSocket socket = await ConnectJsonAsync("ann", groups: ["g"]);

        await SendAsync("POST", "/api/hubs/chat/:send?messageTtlSeconds=1", "m");

        (await socket.ReceiveTextAsync()).Should().Contain("\"m\"");
    }
}
