// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Client.Hosting;

/// <summary>Starts a client in the background when the application starts, and stops it when the application stops.</summary>
internal sealed partial class ClientStartup(WebPubSubClient client, string name, TimeProvider time, ILogger<ClientStartup> logger) : IHostedService, IDisposable
{
    private const int MaxDelaySeconds = 30;

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = ConnectAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        await client.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Cancel(); // if the start of the application fails, the host does not call StopAsync
        _stopping.Dispose();
    }

    // After the first connection, the client reconnects by itself.
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        for (int seconds = 1; ; seconds = Math.Min(seconds * 2, MaxDelaySeconds))
        {
            if (client.State != WebPubSubClientState.Stopped)
            {
                return; // the application has started the client itself
            }

            try
            {
                await client.StartAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return; // the application has disposed the client
            }
            catch (Exception exception)
            {
                NotConnected(name, seconds, ConnectFailure.Describe(exception));
            }

            if (!await DelayAsync(seconds, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> DelayAsync(int seconds, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The WebSocket client '{Name}' could not connect. It tries again in {Seconds} s. {Reason}", EventName = "NotConnected")]
    private partial void NotConnected(string name, int seconds, string reason);
}
