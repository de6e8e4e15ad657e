// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Time.Testing;
using WebPubSub.Presence.Reconciliation;

namespace WebPubSub.Presence.Tests.Apps;

public sealed class ListingPaceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void RequestsOfOneSecond_MayBeSentAtOnce_AndTheNextOnesWait()
    {
        var time = new FakeTimeProvider();
        var pace = new ListingPace(requestsPerSecond: 10, time);
        Task[] waits = [.. Enumerable.Range(0, 30).Select(_ => pace.WaitAsync(None))];
        waits.Count(wait => wait.IsCompleted).Should().Be(11);
        time.Advance(TimeSpan.FromSeconds(1));
        waits.Count(wait => wait.IsCompleted).Should().Be(21);
        time.Advance(TimeSpan.FromSeconds(1));
        waits.Should().OnlyContain(wait => wait.IsCompleted);
    }

    [Fact]
    public void ClockThatIsSetBack_DelaysNothing()
    {
        var time = new ClockThatJumps();
        var pace = new ListingPace(requestsPerSecond: 10, time);
        pace.WaitAsync(None).IsCompleted.Should().BeTrue();
        time.Now -= TimeSpan.FromHours(1);
        pace.WaitAsync(None).IsCompleted.Should().BeTrue();
        time.Now += TimeSpan.FromDays(1);
        pace.WaitAsync(None).IsCompleted.Should().BeTrue();
    }

    private sealed class ClockThatJumps : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
