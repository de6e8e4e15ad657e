// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Connection;

/// <summary>The loop that keeps a client connected. It runs one connection after another, until it is stopped or no longer reconnects.</summary>
internal sealed class ConnectionLoop(
    Connector connector, SendQueue queue, WebPubSubClientOptions options, ClientLimits limits, Random random, IConnectionListener listener, StopSignal stop, ILogger logger)
{
    private int _attempts; // reconnection attempts since the last stable connection

    /// <summary>Makes the first connection, without retries.</summary>
    public async Task<(Session Session, Transport Transport)> ConnectAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop.Stopping, cancellationToken);
        return await connector.ConnectAsync(linked.Token).ConfigureAwait(false);
    }

    /// <summary>Runs the first connection and those that follow.</summary>
    /// <returns>The reason why the last connection ended; null if the run was stopped.</returns>
    public async Task<TransportEnd?> RunAsync(Session session, Transport transport)
    {
        while (true)
        {
            long connectedAt = options.TimeProvider.GetTimestamp();
            queue.BeginConnection(session.IsRecoverable);
            Task rejoining = listener.OnConnectedAsync(session);
            var loop = new SessionLoop(connector, queue, options, limits, random, listener, stop, logger);
            TransportEnd end = await loop.RunAsync(session, transport).ConfigureAwait(false);
            listener.OnDisconnected(session, end);
            await rejoining.ConfigureAwait(false);
            if (stop.IsStopping)
            {
                return null;
            }

            logger.ConnectionEnded(session.ConnectionId, end.Reason);
            if (!options.AutoReconnect)
            {
                return end;
            }

            _attempts = options.TimeProvider.GetElapsedTime(connectedAt) >= SessionLoop.StableAfter ? 0 : _attempts;
            if (await ReconnectAsync().ConfigureAwait(false) is not { } next)
            {
                return stop.IsStopping ? null : end;
            }

            (session, transport) = next;
        }
    }

    private async Task<(Session Session, Transport Transport)?> ReconnectAsync()
    {
        while (true)
        {
            if (_attempts > 0)
            {
                if (RetryDelays.Find(options.ReconnectRetryOptions, _attempts, random.NextDouble()) is not { } delay)
                {
                    return null;
                }

                await Task.Delay(delay, options.TimeProvider, stop.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (stop.IsStopping)
            {
                return null;
            }

            _attempts++;
            try
            {
                return await connector.ConnectAsync(stop.Stopping).ConfigureAwait(false);
            }
            catch (Exception exception) // an exception of the application's credential counts as a failed attempt
            {
                if (stop.IsStopping)
                {
                    return null;
                }

                logger.NotReconnected(_attempts, ConnectFailure.Describe(exception));
            }
        }
    }
}
