// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.Extensions.Logging;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Groups;
using WebPubSub.Client.Invoking;
using WebPubSub.Client.Receiving;
using WebPubSub.Client.Sending;
using WebPubSub.Client.Streams;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Connection;

/// <summary>A client from its start to its stop: what it sends, what it receives, and its connections.</summary>
#pragma warning disable CA1001 // its semaphores and token source have no handle that needs to be let go of
internal sealed class ClientRun : IConnectionListener
#pragma warning restore CA1001
{
    private static readonly TimeSpan HandlerPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _newsGate = new();
    private readonly Task _previous;
    private readonly WebPubSubClient _client;
    private readonly WebPubSubClientOptions _options;
    private readonly ILogger _logger;
    private readonly Inbox _inbox;
    private readonly ConnectionLoop _loop;
    private readonly CancellationTokenSource _disposing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WebPubSubClientState _state = WebPubSubClientState.Connecting;
    private Session? _session;
    private Task _handling = Task.CompletedTask;
    private bool _hasConnected;

    /// <param name="client">Whose run it is.</param>
    /// <param name="previous">What the run before it still hands out: its turn comes first.</param>
    /// <param name="credential">Gives the addresses.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="logger">Where it says what happens.</param>
    public ClientRun(WebPubSubClient client, Task previous, WebPubSubClientCredential credential, WebPubSubClientOptions options, ILogger logger)
    {
        _previous = previous;
        _client = client;
        _options = options;
        _logger = logger;
        _inbox = new Inbox(options.ReceiveBufferCapacity, () => Outbox!.HasPending || Invocations.HasPending || Streams.HasOpen);
        Outbox = new Outbox(options.SendBufferCapacity, _inbox.Reconsider);
        _loop = new ConnectionLoop(credential, options, Outbox, this, logger);
    }

    public Outbox Outbox { get; }

    public Invocations Invocations { get; } = new();

    public OutboundStreams Streams { get; } = new();

    public WebPubSubClientState State => _state;

    /// <summary>Gets the task that ends when everything has been handed out. It never fails.</summary>
    public Task Handling => _handling;

    /// <summary>Gets whether anything that has come is not handled yet.</summary>
    public bool HasUnhandled => _inbox.HasUnhandled;

    /// <summary>Gets the connection; null while there is none.</summary>
    public Session? Session => Volatile.Read(ref _session);

    /// <summary>Adds an invocation; false when another with its id waits.</summary>
    public bool TryAdd(PendingInvocation invocation)
    {
        bool isAdded = Invocations.TryAdd(invocation);
        _inbox.Reconsider(); // its response may be behind what there was no room for
        return isAdded;
    }

    /// <summary>Adds a stream until it has ended; false when another with its id is open.</summary>
    public bool TryAdd(OutboundStream stream)
    {
        if (!Streams.TryAdd(stream))
        {
            return false;
        }

        stream.Ended = Streams.Remove;
        _inbox.Reconsider();
        return true;
    }

    /// <summary>Makes the first connection, and keeps it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _client.Sinks.OpenWide(false);
        _handling = RunUnbound(HandleAllAsync);
        Announce(WebPubSubClientState.Connecting, WebPubSubClientState.Stopped, new TransportEnd("The client was started."));
        (Session Session, Transport Transport) first;
        try
        {
            first = await _loop.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            End(new TransportEnd("The first connection could not be made.", Exception: exception), hasStopped: false);
            throw;
        }

        _ = RunUnbound(() => RunAsync(first.Session, first.Transport)); // ends with _ended, never fails, and is nobody's user interface
        await _connected.Task.ConfigureAwait(false);
    }

    /// <summary>Ends it: sends what waits, closes the connection, and hands out what has come.</summary>
    public async Task StopAsync(bool isInHandler, CancellationToken cancellationToken)
    {
        if (_ended.Task.IsCompleted && _handling.IsCompleted)
        {
            return;
        }

        _loop.Stop();
        _inbox.OpenWide();
        _client.Sinks.OpenWide(true);
        Task ended = isInHandler ? _ended.Task : Task.WhenAll(_ended.Task, _handling);
        try
        {
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _loop.Abort();
            throw;
        }
    }

    /// <summary>Ends it at once. A handler that does not heed its cancellation is not waited for for longer than five seconds.</summary>
    public async ValueTask DisposeAsync(bool isInHandler)
    {
        _loop.Abort();
        _inbox.OpenWide();
        _client.Sinks.OpenWide(true);
        try
        {
            await _disposing.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception) // what a handler does when it is cancelled
        {
            _logger.CallbackFailed(exception);
        }

        await _ended.Task.ConfigureAwait(false);
        if (!isInHandler)
        {
            await Task.WhenAny(_handling, Task.Delay(HandlerPatience, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    public async Task OnConnectedAsync(Session session)
    {
        bool isReconnected = _hasConnected;
        _hasConnected = true;
        Volatile.Write(ref _session, session);
        _logger.Connected(session.ConnectionId);
        ClientTelemetry.Connected(isReconnected);
        SetState(WebPubSubClientState.Connected, new TransportEnd(isReconnected ? "A new connection was made." : "The connection was made."));
        _connected.TrySetResult();
        if (_options.AutoRejoinGroups)
        {
            await RejoinAsync().ConfigureAwait(false);
        }

        lock (_newsGate)
        {
            if (Session == session) // never behind the news of its end
            {
                _inbox.Post(token => _client.RaiseAsync(new WebPubSubConnectedEventArgs(session.ConnectionId, session.UserId, isReconnected, token)));
            }
        }
    }

    public void OnRecovering(Session session, TransportEnd end)
    {
        Invocations.FailSent(end.Reason);
        Streams.Interrupt(end.Reason);
        SetState(WebPubSubClientState.Recovering, end);
    }

    public void OnRecovered(Session session)
    {
        Outbox.Repeat();
        Streams.Resume();
        ClientTelemetry.Recovered();
        SetState(WebPubSubClientState.Connected, new TransportEnd("The connection was recovered."));
    }

    public void OnDisconnected(Session session, TransportEnd end)
    {
        Outbox.EndConnection(end.Reason, end.IsRefusal);
        Invocations.FailSent(end.Reason);
        Streams.EndConnection(end.Reason);
        ClientTelemetry.Disconnected((int?)end.CloseStatus);
        lock (_newsGate)
        {
            Volatile.Write(ref _session, null);
        }

        SetState(WebPubSubClientState.Disconnected, end);
        _inbox.Post(token => _client.RaiseAsync(
            new WebPubSubDisconnectedEventArgs(session.ConnectionId, session.Disconnected, end.Reason, end.CloseStatus, end.Exception, token)));
    }

    // What someone waits for is never behind what nobody has handled yet.
    public ValueTask OnMessageAsync(WebPubSubMessage message)
    {
        switch (message)
        {
            case AckMessage ack:
                Outbox.Complete(ack);
                return ValueTask.CompletedTask;
            case InvokeResponseMessage response:
                Invocations.Complete(response);
                return ValueTask.CompletedTask;
            case StreamAckMessage streamAck:
                Streams.Acknowledge(streamAck);
                return ValueTask.CompletedTask;
            case StreamNackMessage streamNack:
                Streams.Reject(streamNack);
                return ValueTask.CompletedTask;
            case StreamClosedMessage streamClosed:
                Streams.Close(streamClosed);
                return ValueTask.CompletedTask;
            default:
                return _inbox.WriteAsync(message);
        }
    }

    // Neither the caller's activity nor anything else of its surroundings belongs to what happens later.
    private static Task RunUnbound(Func<Task> run)
    {
        using AsyncFlowControl? control = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return Task.Run(run, CancellationToken.None);
    }

    private async Task HandleAllAsync()
    {
        await _previous.ConfigureAwait(false);
        _client.EnterHandler();
        try
        {
            await _inbox.ReadAllAsync(item => _client.HandleAsync(item, _disposing.Token), _logger.NotHandled, _disposing.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_disposing.IsCancellationRequested)
        {
            // What has not been handled is given up, and nobody hears of it.
        }
    }

    private async Task RunAsync(Session session, Transport transport)
    {
        TransportEnd? end;
        try
        {
            end = await _loop.RunAsync(session, transport).ConfigureAwait(false) ?? new TransportEnd("The client was stopped.");
        }
#pragma warning disable CA1031 // a fault of this library's own; the client stops and says so
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.ClientFailed(exception);
            end = new TransportEnd("The client failed.", Exception: exception);
            if (Session is { } broken)
            {
                OnDisconnected(broken, end);
            }
        }

        _logger.Stopped(end.Reason);
        End(end, hasStopped: true);
    }

    private void End(TransportEnd end, bool hasStopped)
    {
        IMessageSink[] readers = _client.Sinks.All; // whoever starts the client again may have others
        try
        {
            _loop.Dispose();
            Volatile.Write(ref _session, null);
            Outbox.Close(ackId => new SendMessageFailedException(
                $"The client has stopped, and the service may or may not have carried the message out. {end.Reason}", ackId, SendMessageFailedException.ConnectionLost));
            Invocations.FailAll(end.Reason);
            Streams.FailAll(end.Reason);
            if (hasStopped)
            {
                // What ends comes before what may be started anew.
                _inbox.Post(_ => EndReaders(readers));
            }

            SetState(WebPubSubClientState.Stopped, end);
            if (hasStopped)
            {
                _inbox.Post(token => _client.RaiseAsync(new WebPubSubStoppedEventArgs(end.Reason, token)));
            }
        }
        finally
        {
            _inbox.Complete();
            _connected.TrySetResult();
            _ended.SetResult();
        }
    }

    private Task EndReaders(IMessageSink[] readers)
    {
        _client.Sinks.Complete(readers);
        return Task.CompletedTask;
    }

    // All at once, before anything else is sent; then each group's outcome.
    private async Task RejoinAsync()
    {
        (string Group, PendingOperation[] Operations)[] groups = [.. _client.Groups.All.Select(group => (group.Name, CreateRejoin(group).ToArray()))];
        Outbox.EnqueueFirst([.. groups.SelectMany(group => group.Operations)]);
        foreach ((string group, PendingOperation[] operations) in groups)
        {
            if (await FindFailureAsync(operations).ConfigureAwait(false) is { } failure)
            {
                _logger.NotRejoined(group, failure.Message);
                _inbox.Post(token => _client.RaiseAsync(new WebPubSubRejoinGroupFailedEventArgs(group, failure, token)));
            }
        }
    }

    private IEnumerable<PendingOperation> CreateRejoin(GroupMembership group)
    {
        yield return Create(id => new JoinGroupMessage(group.Name, id));
        if (group.State is not null)
        {
            yield return Create(id => new SetGroupStateMessage(group.Name, group.State, id));
        }

        if (group.IsSubscribed)
        {
            yield return Create(id => new SubscribeGroupStateMessage(group.Name, id));
        }
    }

    private PendingOperation Create(Func<ulong, WebPubSubMessage> create)
    {
        ulong ackId = (ulong)_client.NextAckId();
        return new PendingOperation(ackId, _options.Protocol.GetMessageBytes(create(ackId)), OperationSurvival.IsReplaced);
    }

    private async Task<Exception?> FindFailureAsync(PendingOperation[] operations)
    {
        try
        {
            foreach (PendingOperation operation in operations)
            {
                AckMessage ack = await operation.Ack.WaitAsync(_options.MessageTimeout, _options.TimeProvider).ConfigureAwait(false);
                if (!PendingOperation.IsAccepted(ack))
                {
                    return new SendMessageFailedException(
                        string.Create(CultureInfo.InvariantCulture, $"The service refused it: {ack.Error?.Message}"), (long)ack.AckId, ack.Error?.Name ?? "");
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is SendMessageFailedException or TimeoutException)
        {
            return exception;
        }
    }

    private void SetState(WebPubSubClientState state, TransportEnd cause)
    {
        WebPubSubClientState previous = _state;
        _state = state;
        if (previous != state)
        {
            Announce(state, previous, cause);
        }
    }

    private void Announce(WebPubSubClientState state, WebPubSubClientState previous, TransportEnd cause) =>
        _inbox.Post(token => _client.RaiseAsync(new WebPubSubStateChangedEventArgs(state, previous, cause.Reason, cause.CloseStatus, cause.Exception, token)));
}
