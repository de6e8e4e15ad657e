// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;
using WebPubSub;

namespace AspireSample.Worker;

/// <summary>Sends the time to all users every ten seconds. It handles no events, so it needs no hub class.</summary>
internal sealed class ClockPublisher(WebPubSubServiceClient service, TimeProvider time, ILogger<ClockPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await SendAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await service.SendToAllAsync($"worker: it is {time.GetLocalNow().ToString("T", CultureInfo.InvariantCulture)}", cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception)
        {
            logger.LogWarning("The time was not sent: {Reason}", exception.Message); // the next one may be
        }
    }
}
