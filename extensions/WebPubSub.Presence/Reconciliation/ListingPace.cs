// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Reconciliation;

/// <summary>The limit of listing requests per second. The requests of one second may be sent at once.</summary>
internal sealed class ListingPace(int requestsPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _next;

    /// <summary>Waits until the next request may be sent.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            wait = _next - now - Burst;
            _next = (_next > now ? _next : now) + TimeSpan.FromSeconds(1.0 / requestsPerSecond);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
