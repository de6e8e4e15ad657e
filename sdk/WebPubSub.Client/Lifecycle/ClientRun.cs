// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Dispatching;
using WebPubSub.Client.Invoking;
using WebPubSub.Client.Receiving;
using WebPubSub.Client.Sending;
using WebPubSub.Client.Streams;

namespace WebPubSub.Client.Lifecycle;

/// <summary>One run of a client, from its start to its stop. It creates the parts. Calls go in one direction: run, supervisor, session, transport.</summary>
#pragma warning disable CA1001 // the token sources have no timer
internal sealed class ClientRun
#pragma warning restore CA1001
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly WebPubSubClientOptions _options;
    private readonly EventDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly InboundQueue _inbound;
    private readonly SendQueue _queue;
    private readonly RunEvents _events;
    private readonly ConnectionListener _listener;
    private readonly StopSignal _stop;
    private readonly ConnectionLoop _connectionLoop;
    private readonly Task _previous;
    private readonly CancellationTokenSource _disposing = new(); // the token for handlers
    private readonly CancellationTokenSource _dropMessages = new(); // drops the messages that are not handled yet
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _handling = Task.CompletedTask;

    /// <param name="client">The parts that outlive a run.</param>
    /// <param name="previous">The task that handles the items of the previous run. These items come first.</param>
    public ClientRun(ClientDependencies client, Task previous)
    {
        _options = client.Options;
        _dispatcher = client.Dispatcher;
        _logger = client.Logger;
        _previous = previous;
        _inbound = new InboundQueue(_options.ReceiveBufferCapacity, client.Limits);
        _queue = new SendQueue(
            _options.SendBufferCapacity, _options.SendBufferByteCapacity, client.Limits.AckCacheSize, new MessageEncoder(_options.Protocol), _inbound.RecheckCapacity);
        Sender = new MessageSender(_queue, _options.MessageRetryOptions, client.Random, _options.TimeProvider, _options.MessageTimeout);
        Invocations = new Invocations(_queue, Sender, _options, _inbound.RecheckCapacity);
        Streams = new OutboundStreams(_queue, _options, _inbound.RecheckCapacity);
        _inbound.ExpandWhile(() => _queue.HasWaitingCallers || Invocations.HasPending || Streams.HasOpen);
        _events = new RunEvents(_inbound, _dispatcher);
        GroupRejoiner? rejoiner = _options.AutoRejoinGroups ? new GroupRejoiner(client.Groups, _queue, client.AckIds, _options, _events, _logger) : null;
        _listener = new ConnectionListener(_queue, Invocations, Streams, _inbound, rejoiner, _events, _logger);
        _stop = new StopSignal(_options.TimeProvider, CloseTimeout, _logger);
        var connector = new Connector(client.Credential, _options, client.OpenWebSocket, _logger);
        _connectionLoop = new ConnectionLoop(connector, _queue, _options, client.Limits, client.Random, _listener, _stop, _logger);
        _events.SetState(WebPubSubClientState.Connecting, new TransportEnd("The client was started."));
    }

    public MessageSender Sender { get; }

    public Invocations Invocations { get; }

    public OutboundStreams Streams { get; }

    public WebPubSubClientState State => _events.State;

    /// <summary>Gets the task that completes when all items are handled. The task never fails.</summary>
    public Task Handling => _handling;

    /// <summary>Gets the number of received messages and bytes that are not handled yet.</summary>
    public (int Messages, long Bytes) Unhandled => _inbound.Unhandled;

    /// <summary>Gets the connection; null while there is none.</summary>
    public Session? Session => _listener.Session;

    /// <summary>Gets the number of unsent frames and the number of bytes in the send queue. For tests.</summary>
    public (int Messages, long Bytes) BufferUsage => _queue.BufferUsage;

    /// <summary>Makes the first connection, and then keeps the client connected.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _dispatcher.Sinks.SetUnlimited(false);
        _handling = RunWithoutContext(() => _dispatcher.RunAsync(_inbound, _previous, _disposing.Token, _dropMessages.Token));
        (Session Session, Transport Transport) first;
        try
        {
            first = await _connectionLoop.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            End(new TransportEnd("The first connection could not be made.", Exception: exception), hasStopped: false);
            throw;
        }

        _ = RunWithoutContext(() => RunAsync(first.Session, first.Transport)); // completes _ended and never fails
        await Task.WhenAny(_listener.Connected, _ended.Task).ConfigureAwait(false);
    }

    /// <summary>Sends the queued frames, closes the connection, and handles the received messages. Cancelling the token aborts the connection instead.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task ended = _dispatcher.IsInHandler ? _ended.Task : Task.WhenAll(_ended.Task, _handling);
        BeginStop();
        try
        {
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _stop.Abort();
            await _ended.Task.ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops the client like <see cref="StopAsync"/>, within 5 seconds. Cancels the token of the handlers, and drops the messages that are not handled in time.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        bool isInHandler = _dispatcher.IsInHandler;
        if (_ended.Task.IsCompleted && _handling.IsCompleted)
        {
            return;
        }

        BeginStop();
        using var timeout = new CancellationTokenSource(CloseTimeout, _options.TimeProvider);
        using var systemClockTimeout = new CancellationTokenSource(CloseTimeout, TimeProvider.System); // the clock of a test may not advance
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, systemClockTimeout.Token);
        await _ended.Task.WaitAsync(linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Abort();
        await _ended.Task.ConfigureAwait(false);
        CancelHandlers();
        if (!isInHandler)
        {
            await _handling.WaitAsync(linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _dropMessages.CancelAsync().ConfigureAwait(false);
    }

    // The run must not inherit the activity or the execution context of the caller.
    private static Task RunWithoutContext(Func<Task> run)
    {
        using AsyncFlowControl? control = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return Task.Run(run, CancellationToken.None);
    }

    private void BeginStop()
    {
        _stop.Stop();
        _queue.CompleteWriting();
        _inbound.Stop();
        if (!_ended.Task.IsCompleted || !_handling.IsCompleted)
        {
            _dispatcher.Sinks.SetUnlimited(true);
        }
    }

    private void CancelHandlers()
    {
        try
        {
            _disposing.Cancel();
        }
        catch (AggregateException exception) // a callback of a handler threw
        {
            _logger.CallbackFailed(exception);
        }
    }

    private async Task RunAsync(Session session, Transport transport)
    {
        TransportEnd end;
        try
        {
            end = await _connectionLoop.RunAsync(session, transport).ConfigureAwait(false) ?? new TransportEnd("The client was stopped.");
        }
#pragma warning disable CA1031 // a defect in this library: the client logs it and stops
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.ClientFailed(exception);
            end = new TransportEnd("The client failed.", Exception: exception);
            if (Session is { } broken)
            {
                _listener.OnDisconnected(broken, end);
            }
        }

        _logger.Stopped(end.Reason);
        End(end, hasStopped: true);
    }

    private void End(TransportEnd end, bool hasStopped)
    {
        IMessageSink[] readers = _dispatcher.Sinks.All; // a handler that starts the client again may add more readers
        try
        {
            _stop.End();
            Sender.Dispose();
            _queue.Close(ackId => new SendMessageFailedException(
                $"The client has stopped, and the service may or may not have carried out the message. {end.Reason}", ackId, SendMessageFailedException.ConnectionLost));
            Invocations.FailAll(end.Reason);
            Streams.FailAll(end.Reason);
            if (hasStopped)
            {
                _events.EndReaders(readers); // before the Stopped event, whose handler may start the client again
            }

            _events.SetState(WebPubSubClientState.Stopped, end);
            if (hasStopped)
            {
                _events.Stopped(end.Reason);
            }
        }
        finally
        {
            _inbound.Complete();
            _ended.SetResult();
        }
    }
}
