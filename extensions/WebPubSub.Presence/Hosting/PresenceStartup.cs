// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WebPubSub.Presence.Telemetry;

namespace WebPubSub.Presence.Hosting;

/// <summary>The background work of presence. It starts when the application has started, so that an emulator in the application runs already.</summary>
internal sealed class PresenceStartup<THub>(HubPresence<THub> presence, ILoggerFactory loggers, TimeProvider? time = null) : IHostedLifecycleService, IDisposable
    where THub : WebPubSubHub
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggers.CreateLogger(PresenceLog.Category);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private Task _running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _logger.PresenceStarted(presence.Hub, presence.Options.ReconciliationPeriod.TotalSeconds);
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan period = presence.Options.ReconciliationPeriod;
        while (!cancellationToken.IsCancellationRequested)
        {
            bool isNew = true;
            try
            {
                isNew = await presence.ReconcileIfDueAsync(cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // every failure of the service is logged here, and the next period tries again
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _logger.ComparisonFailed(exception, presence.Hub, period.TotalSeconds);
            }

            // An instance that died during its comparison must not delay the next one by a whole period.
            await Task.Delay(isNew ? period : period / 4, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
