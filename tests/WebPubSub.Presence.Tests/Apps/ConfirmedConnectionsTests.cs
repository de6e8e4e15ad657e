// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Presence.Feeding;

namespace WebPubSub.Presence.Tests.Apps;

public sealed class ConfirmedConnectionsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Connection_IsConfirmedOncePerPeriod()
    {
        var confirmed = new ConfirmedConnections(TimeSpan.FromSeconds(30), _time);
        confirmed.Contains("c1").Should().BeFalse();
        confirmed.Add("c1");
        confirmed.Contains("c1").Should().BeTrue();
        confirmed.Contains("c2").Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(30));
        confirmed.Contains("c1").Should().BeFalse();
    }

    [Fact]
    public void Connections_AreBounded()
    {
        var confirmed = new ConfirmedConnections(TimeSpan.FromSeconds(30), _time);
        for (int i = 0; i < 20_000; i++)
        {
            confirmed.Add($"c{i}");
        }

        Enumerable.Range(0, 20_000).Count(i => confirmed.Contains($"c{i}")).Should().Be(10_000);
    }
}
