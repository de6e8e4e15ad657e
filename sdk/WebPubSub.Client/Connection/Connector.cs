// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>The component that makes and recovers connections.</summary>
internal sealed class Connector(WebPubSubClientCredential credential, WebPubSubClientOptions options, WebSocketOpener open, ILogger logger)
{
    private readonly ReadOnlyMemory<byte> _ping = options.Protocol.GetMessageBytes(new PingMessage());

    // A hung attempt must leave time for further attempts: at least four attempts, including the delays, start before RecoveryTimeout.
    private TimeSpan RecoveryAttemptTimeout =>
        TimeSpan.FromTicks(Math.Min(options.ConnectTimeout.Ticks, Math.Max(options.RecoveryTimeout.Ticks / 6, TimeSpan.TicksPerMillisecond)));

    /// <summary>Makes a connection.</summary>
    /// <exception cref="ConnectFailedException">The connection could not be made.</exception>
    public async Task<(Session Session, Transport Transport)> ConnectAsync(CancellationToken cancellationToken)
    {
        Uri uri = await GetUriAsync(cancellationToken).ConfigureAwait(false);
        Transport transport = await OpenAsync(uri, options.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        try
        {
            ReceivedFrame first = await ReceiveFirstAsync(transport, options.ConnectTimeout, cancellationToken).ConfigureAwait(false);
            return first.IsEnd ? throw new ConnectFailedException($"{uri.Authority} accepted the connection and then closed it. {transport.End.Reason}")
                : first.Message is ConnectedMessage connected
                ? (new Session(uri, connected), transport)
                : throw new ConnectFailedException($"{uri.Authority} did not send a 'connected' message first. Check that the URL is a Web PubSub endpoint.");
        }
        catch
        {
            Discard(transport);
            throw;
        }
    }

    /// <summary>Tries once to recover a connection on a new transport.</summary>
    public async Task<RecoveryAttempt> TryRecoverAsync(Session session, CancellationToken cancellationToken)
    {
        Transport? transport = null;
        try
        {
            long begun = options.TimeProvider.GetTimestamp();
            transport = await OpenAsync(session.RecoveryUri, RecoveryAttemptTimeout, cancellationToken).ConfigureAwait(false);
            await transport.SendAsync(_ping).ConfigureAwait(false); // without a ping, the service may send nothing; it can reject a recovery after the upgrade
            TimeSpan left = RecoveryAttemptTimeout - options.TimeProvider.GetElapsedTime(begun);
            if (await ReceiveFirstAsync(transport, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { IsEnd: false } first)
            {
                return new RecoveryAttempt(transport, first);
            }

            logger.NotRecovered(session.ConnectionId, transport.End.Reason);
            bool isRejected = transport.End.IsFinal;
            Discard(transport);
            return new RecoveryAttempt(IsRejected: isRejected);
        }
        catch (ConnectFailedException exception)
        {
            logger.NotRecovered(session.ConnectionId, exception.Message);
            return new RecoveryAttempt(IsRejected: exception.Status == 404);
        }
        catch (Exception exception)
        {
            Discard(transport);
            cancellationToken.ThrowIfCancellationRequested();
            logger.NotRecovered(session.ConnectionId, exception.GetType().Name); // application code threw, for example ConfigureWebSocket
            return new RecoveryAttempt();
        }
    }

    private static void Discard(Transport? transport)
    {
        transport?.Abort(TransportEnd.Lost());
        transport?.Dispose();
    }

    private async Task<Transport> OpenAsync(Uri uri, TimeSpan timeout, CancellationToken cancellationToken)
    {
        WebSocket socket = await open(uri, timeout, cancellationToken).ConfigureAwait(false);
        if (socket.SubProtocol == options.Protocol.Name)
        {
            return new Transport(socket, options.Protocol, logger);
        }

        socket.Dispose();
        throw new ConnectFailedException(
            string.IsNullOrEmpty(socket.SubProtocol)
                ? $"{uri.Authority} accepted no subprotocol. {Explanation.UnknownSubprotocol([options.Protocol.Name])} If the protocol is one of these, the URL is not a Web PubSub endpoint."
                : $"{uri.Authority} chose the subprotocol {socket.SubProtocol} instead of {options.Protocol.Name}. Check the answer of the event handler to the connect event.");
    }

    private async Task<Uri> GetUriAsync(CancellationToken cancellationToken)
    {
        Uri? uri;
        try
        {
            uri = await credential.GetClientAccessUriAsync(cancellationToken).AsTask()
                .WaitAsync(options.ConnectTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false); // application code may ignore the token
        }
        catch (TimeoutException exception)
        {
            throw new ConnectFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The credential did not return a client access URI within {options.ConnectTimeout.TotalSeconds} s."), innerException: exception);
        }

        return uri is null ? throw new ConnectFailedException("The credential returned null instead of a client access URI.")
            : !uri.IsAbsoluteUri || uri.Scheme is not ("ws" or "wss") ? throw new ConnectFailedException("The client access URI must start with ws:// or wss://.")
            : uri;
    }

    private async Task<ReceivedFrame> ReceiveFirstAsync(Transport transport, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, options.TimeProvider);
        using CancellationTokenRegistration late = deadline.Token.Register(() => transport.Abort(new TransportEnd("The service did not send a message in time.")));
        using CancellationTokenRegistration cancelled = cancellationToken.Register(() => transport.Abort(new TransportEnd("The attempt was cancelled.")));
        ReceivedFrame first = await transport.ReceiveAsync().ConfigureAwait(false);
        if (first.IsEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return first;
    }
}
