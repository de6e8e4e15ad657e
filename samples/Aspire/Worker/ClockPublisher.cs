// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub;

namespace AspireSample.Worker;

/// <summary>Sends the time to all users every ten seconds. It handles no events, so it needs no hub class.</summary>
internal sealed class ClockPublisher(WebPubSubServiceClient service, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await service.SendToAllAsync($"worker: it is {time.GetLocalNow().ToString("T", CultureInfo.InvariantCulture)}", cancellationToken: stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
