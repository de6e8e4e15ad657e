// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Logging;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>Keeps a client connected: one transport after another, one connection after another, until it is stopped or gives up.</summary>
/// <remarks>Protocol reference: client protocols, section 20.</remarks>
internal sealed class ConnectionLoop(
    WebPubSubClientCredential credential, WebPubSubClientOptions options, Outbox outbox, IConnectionListener listener, ILogger logger) : IDisposable
{
    private const ulong MostUnacknowledged = 100; // the service ends a connection with 1,000 of them, those under way included
    private const int ReadsInARow = 64; // then the thread may send, acknowledgements above all
    private static readonly TimeSpan RecoveryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10); // one that ends sooner is worth no more than a failed attempt
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly ReadOnlyMemory<byte> _ping = options.Protocol.GetMessageBytes(new PingMessage());
    private ITimer? _closeTimer;
    private int _attempts; // to make a new connection, since one has lasted

    // One attempt that nobody answers must not take all the time that there is.
    private TimeSpan RecoveryAttempt => TimeSpan.FromTicks(Math.Min(options.ConnectTimeout.Ticks, Math.Max(options.RecoveryTimeout.Ticks / 4, TimeSpan.TicksPerSecond)));

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Ends it: what waits to be sent is sent, and the connection is closed.</summary>
    public void Stop()
    {
        if (!IsStopping)
        {
            ITimer timer = options.TimeProvider.CreateTimer(_ => Abort(), state: null, CloseTimeout, Timeout.InfiniteTimeSpan);
            if (Interlocked.CompareExchange(ref _closeTimer, timer, null) is not null)
            {
                timer.Dispose();
            }

            Cancel(_stopping);
            outbox.Wake();
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Abort()
    {
        Cancel(_aborting);
        Cancel(_stopping);
        outbox.Wake();
    }

    /// <summary>Makes a connection.</summary>
    public async Task<(Session Session, Transport Transport)> ConnectAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
        Uri uri = await AskCredentialAsync(either.Token).ConfigureAwait(false)
            ?? throw new ConnectFailedException("The credential gave no client access URI.");
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("ws" or "wss"))
        {
            throw new ConnectFailedException("The client access URI does not start with ws:// or wss://.");
        }

        Transport transport = await Transport.ConnectAsync(uri, options, options.ConnectTimeout, logger, either.Token).ConfigureAwait(false);
        try
        {
            WebPubSubMessage first = await ReceiveFirstAsync(transport, options.ConnectTimeout, either.Token).ConfigureAwait(false)
                ?? throw new ConnectFailedException($"{uri.Authority} took the client in and let it go. {transport.End.Reason}");
            return first is ConnectedMessage connected
                ? (new Session(uri, connected), transport)
                : throw new ConnectFailedException($"{uri.Authority} did not begin as Web PubSub does.");
        }
        catch
        {
            transport.Abort(new TransportEnd("The connection was not made."));
            transport.Dispose();
            throw;
        }
    }

    // The application's code need not heed the token.
    private async Task<Uri?> AskCredentialAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetClientAccessUriAsync(cancellationToken).AsTask()
                .WaitAsync(options.ConnectTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new ConnectFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The credential gave no client access URI within {options.ConnectTimeout.TotalSeconds} s."), innerException: exception);
        }
    }

    // A callback of the application's own may throw, and must keep nobody from ending.
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            logger.CallbackFailed(exception);
        }
    }

    /// <summary>Runs until stopped, or until there is no way on.</summary>
    /// <returns>Why it ended: null when it was stopped.</returns>
    public async Task<TransportEnd?> RunAsync(Session session, Transport transport)
    {
        while (true)
        {
            long connectedAt = options.TimeProvider.GetTimestamp();
            Task connecting = listener.OnConnectedAsync(session);
            TransportEnd end = await RunSessionAsync(session, transport).ConfigureAwait(false);
            listener.OnDisconnected(session, end);
            await connecting.ConfigureAwait(false);
            if (IsStopping)
            {
                return null;
            }

            logger.ConnectionEnded(session.ConnectionId, end.Reason);
            if (!options.AutoReconnect)
            {
                return end;
            }

            _attempts = options.TimeProvider.GetElapsedTime(connectedAt) >= Lasting ? 0 : _attempts;
            if (await ReconnectAsync().ConfigureAwait(false) is not { } next)
            {
                return IsStopping ? null : end;
            }

            (session, transport) = next;
        }
    }

    // The token sources have no timers, and may still be asked whether they are cancelled.
    public void Dispose() => Interlocked.Exchange(ref _closeTimer, NoTimer.Instance)?.Dispose();

    // One connection, over as many transports as it takes.
    private async Task<TransportEnd> RunSessionAsync(Session session, Transport transport)
    {
        WebPubSubMessage? first = null;
        while (true)
        {
            TransportEnd end;
            bool wasUseful;
            long openedAt = options.TimeProvider.GetTimestamp();
            using (transport)
            {
                (end, wasUseful) = await PumpAsync(session, transport, first).ConfigureAwait(false);
            }

            wasUseful |= first is null || options.TimeProvider.GetElapsedTime(openedAt) >= RecoveryDelay;

            if (IsStopping || end.IsFinal || session.Disconnected is not null || session.ReconnectionToken is null)
            {
                return end;
            }

            logger.Recovering(session.ConnectionId, end.Reason);
            listener.OnRecovering(session, end);
            if (await RecoverAsync(session, isAtOnce: wasUseful).ConfigureAwait(false) is not ({ } next, { } message))
            {
                return end;
            }

            (transport, first) = (next, message);
            logger.Recovered(session.ConnectionId);
            listener.OnRecovered(session);
        }
    }

    // Reads, writes and keeps alive, until the transport ends.
    private async Task<(TransportEnd End, bool WasUseful)> PumpAsync(Session session, Transport transport, WebPubSubMessage? first)
    {
        bool wasUseful = false;
        using var ended = new CancellationTokenSource();
        using CancellationTokenRegistration abort = _aborting.Token.Register(() => transport.Abort(new TransportEnd("The client was stopped.")));
        Task writing = WriteAsync(transport, ended.Token);
        Task keeping = KeepAsync(session, transport, ended.Token);
        try
        {
            WebPubSubMessage? message = first ?? await transport.ReceiveAsync().ConfigureAwait(false);
            for (int count = 1; message is not null; count++)
            {
                wasUseful |= message is not (PongMessage or ConnectedMessage);
                await HandleAsync(session, message).ConfigureAwait(false);
                if (count % ReadsInARow == 0)
                {
                    await Task.Yield();
                }

                message = await transport.ReceiveAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            transport.Abort(new TransportEnd("The transport was lost."));
            await Task.WhenAll(writing, keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // both end with it
        }

        return (transport.End, wasUseful);
    }

    private async ValueTask HandleAsync(Session session, WebPubSubMessage message)
    {
        if (FindSequenceId(message) is { } sequenceId)
        {
            bool isNew = session.Sequence.TryAccept(sequenceId);
            if (session.Sequence.Unacknowledged > MostUnacknowledged)
            {
                Acknowledge(session);
            }

            if (!isNew)
            {
                ClientTelemetry.LeftOut();
                return;
            }
        }

        switch (message)
        {
            case PongMessage:
                break;
            case ConnectedMessage connected:
                session.ReconnectionToken = connected.ReconnectionToken ?? session.ReconnectionToken; // it has come back. Section 11.5
                break;
            case DisconnectedMessage disconnected:
                session.Disconnected = disconnected;
                break;
            case UnknownMessage unknown:
                logger.UnknownMessage(unknown.Description);
                break;
            default:
                await listener.OnMessageAsync(message).ConfigureAwait(false);
                break;
        }
    }

    private async Task WriteAsync(Transport transport, CancellationToken cancellationToken)
    {
        await Task.Yield(); // whoever starts it is about to read
        while (!cancellationToken.IsCancellationRequested)
        {
            if (outbox.TryDequeue(out ReadOnlyMemory<byte> frame))
            {
                if (!await transport.SendAsync(frame).ConfigureAwait(false))
                {
                    return; // what waits, waits for the next transport
                }
            }
            else if (IsStopping && outbox.IsEmpty)
            {
                await transport.CloseAsync().ConfigureAwait(false);
                return;
            }
            else
            {
                await outbox.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // What is due every second: acknowledgements, signs of life, and the end of patience.
    private async Task KeepAsync(Session session, Transport transport, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HousekeepingInterval, options.TimeProvider);
        long lastPing = options.TimeProvider.GetTimestamp();
        long? asked = null; // how many signs of life there had been when the last ping was sent
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            Acknowledge(session);
            if (options.KeepAliveInterval > TimeSpan.Zero && options.TimeProvider.GetElapsedTime(lastPing) >= options.KeepAliveInterval)
            {
                lastPing = options.TimeProvider.GetTimestamp();
                asked = transport.SignsOfLife;
                outbox.EnqueueUrgent(new OutboundFrame(_ping));
            }

            // Only who has been asked can be said to be silent.
            if (options.KeepAliveTimeout > TimeSpan.Zero && transport.SignsOfLife == asked && transport.Silence >= options.KeepAliveTimeout)
            {
                transport.Abort(new TransportEnd($"The service was silent for {options.KeepAliveTimeout}."));
            }
        }
    }

    private static ulong? FindSequenceId(WebPubSubMessage message) => message switch
    {
        GroupDataMessage group => group.SequenceId,
        ServerDataMessage server => server.SequenceId,
        GroupStateSnapshotMessage snapshot => snapshot.SequenceId,
        GroupStateUpdateMessage update => update.SequenceId,
        UnknownMessage unknown => unknown.SequenceId,
        _ => null,
    };

    private void Acknowledge(Session session)
    {
        if (session.Sequence.TakeAcknowledgement() is { } sequenceId)
        {
            outbox.EnqueueUrgent(new OutboundFrame(options.Protocol.GetMessageBytes(new SequenceAckMessage(sequenceId))));
        }
    }

    // Comes back to the same connection, until the service has it no more. Section 11.
    private async Task<(Transport Transport, WebPubSubMessage First)?> RecoverAsync(Session session, bool isAtOnce)
    {
        using var deadline = new CancellationTokenSource(options.RecoveryTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
        try
        {
            while (true)
            {
                if (!isAtOnce)
                {
                    TimeSpan delay = RecoveryDelay * (1 + (Random.Shared.NextDouble() / 5)); // not all clients of a service that comes back at once
                    await Task.Delay(delay, options.TimeProvider, either.Token).ConfigureAwait(false);
                }

                isAtOnce = false;
                (Transport? transport, WebPubSubMessage? first, bool isRefused) = await TryRecoverAsync(session, either.Token).ConfigureAwait(false);
                if (transport is not null)
                {
                    return (transport, first!);
                }

                if (isRefused)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<(Transport? Transport, WebPubSubMessage? First, bool IsRefused)> TryRecoverAsync(Session session, CancellationToken cancellationToken)
    {
        Transport? transport = null;
        try
        {
            transport = await Transport.ConnectAsync(session.RecoveryUri, options, RecoveryAttempt, logger, cancellationToken).ConfigureAwait(false);
            await transport.SendAsync(_ping).ConfigureAwait(false); // the service need not say anything else; a refusal comes after the upgrade
            if (await ReceiveFirstAsync(transport, RecoveryAttempt, cancellationToken).ConfigureAwait(false) is { } first)
            {
                return (transport, first, false);
            }

            logger.NotRecovered(session.ConnectionId, transport.End.Reason);
            bool isRefused = transport.End.IsFinal;
            transport.Dispose();
            return (null, null, isRefused);
        }
        catch (ConnectFailedException exception)
        {
            logger.NotRecovered(session.ConnectionId, exception.Message);
            return (null, null, exception.Status == 404);
        }
        catch (Exception exception)
        {
            transport?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            logger.NotRecovered(session.ConnectionId, exception.GetType().Name); // of the application's own, such as what it does to each socket
            return (null, null, false);
        }
    }

    private async Task<WebPubSubMessage?> ReceiveFirstAsync(Transport transport, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, options.TimeProvider);
        using CancellationTokenRegistration late = deadline.Token.Register(() => transport.Abort(new TransportEnd("The service said nothing in time.")));
        using CancellationTokenRegistration gone = cancellationToken.Register(() => transport.Abort(new TransportEnd("The client gave up.")));
        WebPubSubMessage? first = await transport.ReceiveAsync().ConfigureAwait(false);
        if (first is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return first;
    }

    private async Task<(Session Session, Transport Transport)?> ReconnectAsync()
    {
        while (true)
        {
            if (_attempts > 0)
            {
                if (RetryDelays.Find(options.ReconnectRetryOptions, _attempts, Random.Shared.NextDouble()) is not { } delay)
                {
                    return null;
                }

                await Task.Delay(delay, options.TimeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (IsStopping)
            {
                return null;
            }

            _attempts++;
            try
            {
                return await ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) // whatever the application's credential throws counts as an attempt
            {
                if (IsStopping)
                {
                    return null;
                }

                logger.NotReconnected(_attempts, exception is ConnectFailedException ? exception.Message : exception.GetType().Name);
            }
        }
    }
}
