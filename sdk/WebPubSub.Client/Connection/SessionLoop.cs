// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Connection;

/// <summary>The loop that runs one connection. When a transport is lost, it recovers the connection over a new transport.</summary>
internal sealed class SessionLoop(
    Connector connector, SendQueue queue, WebPubSubClientOptions options, ClientLimits limits, Random random, IConnectionListener listener, StopSignal stop, ILogger logger)
{
    /// <summary>The minimum lifetime of a transport, or of a connection, after which the next recovery or reconnection starts without a delay.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstRecoveryDelay = TimeSpan.FromSeconds(1);

    private int _attempts; // recovery attempts since the last stable transport

    // At least four attempts start within RecoveryTimeout, even if each attempt times out.
    private TimeSpan MaxRecoveryDelay => options.RecoveryTimeout / 12;

    /// <summary>Runs the connection.</summary>
    /// <returns>The reason why the connection ended.</returns>
    public async Task<TransportEnd> RunAsync(Session session, Transport transport)
    {
        ReceivedFrame first = default;
        while (true)
        {
            TransportEnd end;
            long openedAt = options.TimeProvider.GetTimestamp();
            using (transport)
            {
                var loop = new TransportLoop(session, transport, queue, options, limits, listener, logger);
                end = await loop.RunAsync(first, stop.Aborting).ConfigureAwait(false);
            }

            if (stop.IsStopping || end.IsFinal || session.Disconnected is not null || !session.IsRecoverable)
            {
                return end;
            }

            logger.Recovering(session.ConnectionId, end.Reason);
            listener.OnRecovering(session, end);
            _attempts = options.TimeProvider.GetElapsedTime(openedAt) >= StableAfter ? 0 : _attempts;
            if (await RecoverAsync(session).ConfigureAwait(false) is not { } next)
            {
                return end;
            }

            (transport, first) = next;
            logger.Recovered(session.ConnectionId);
            listener.OnRecovered(session);
        }
    }

    // Tries until the service no longer has the connection, or until RecoveryTimeout has elapsed.
    private async Task<(Transport Transport, ReceivedFrame First)?> RecoverAsync(Session session)
    {
        using var deadline = new CancellationTokenSource(options.RecoveryTimeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop.Stopping);
        try
        {
            while (true)
            {
                await Task.Delay(NextDelay(), options.TimeProvider, linked.Token).ConfigureAwait(false);
                RecoveryAttempt attempt = await connector.TryRecoverAsync(session, linked.Token).ConfigureAwait(false);
                if (attempt.Transport is { } transport)
                {
                    return (transport, attempt.First);
                }

                if (attempt.IsRejected)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return null;
        }
    }

    // The first attempt starts without a delay.
    private TimeSpan NextDelay()
    {
        int attempt = _attempts++;
        if (attempt == 0)
        {
            return TimeSpan.Zero;
        }

        TimeSpan delay = FirstRecoveryDelay * Math.Pow(2, Math.Min(attempt - 1, 10));
        return RetryDelays.AddJitter(delay < MaxRecoveryDelay ? delay : MaxRecoveryDelay, random.NextDouble());
    }
}
