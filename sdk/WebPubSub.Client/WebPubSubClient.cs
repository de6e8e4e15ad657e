// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Dispatching;
using WebPubSub.Client.Lifecycle;

namespace WebPubSub.Client;

/// <summary>A WebSocket client for Azure Web PubSub. It joins groups, sends messages and events, and receives messages.</summary>
/// <remarks>
/// All members are thread-safe. With a reliable subprotocol, which is the default, messages survive a lost transport: each acknowledged message is
/// delivered once. See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/concept-client-protocols">Client protocols</see>.
/// </remarks>
public partial class WebPubSubClient : IAsyncDisposable
{
    private readonly ClientDependencies _dependencies;
    private readonly EventDispatcher _dispatcher;
    private readonly WebPubSubClientOptions _options;
    private readonly Lock _gate = new();
    private volatile ClientRun? _run;
    private volatile bool _isDisposed;

    /// <summary>Initializes a client that always connects to the same URI.</summary>
    /// <param name="clientAccessUri">The client access URI, with an access token.</param>
    public WebPubSubClient(Uri clientAccessUri)
        : this(clientAccessUri, new WebPubSubClientOptions())
    {
    }

    /// <summary>Initializes a client that always connects to the same URI.</summary>
    /// <param name="clientAccessUri">The client access URI, with an access token.</param>
    /// <param name="options">The options of the client.</param>
    public WebPubSubClient(Uri clientAccessUri, WebPubSubClientOptions options)
        : this(new WebPubSubClientCredential(clientAccessUri), options)
    {
    }

    /// <summary>Initializes a client that gets a client access URI for each new connection.</summary>
    /// <param name="credential">Provides the client access URI.</param>
    /// <param name="options">The options of the client. Later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public WebPubSubClient(WebPubSubClientCredential credential, WebPubSubClientOptions? options = null)
        : this(credential, options ?? new WebPubSubClientOptions(), open: null, Random.Shared, ClientLimits.Default)
    {
    }

    /// <summary>Initializes a client for mocking.</summary>
    protected WebPubSubClient()
        : this(new WebPubSubClientCredential(_ => throw new InvalidOperationException("This client is a mock: override StartAsync.")))
    {
    }

    // For the simulation, which opens sockets in memory, uses reproducible random numbers, and has smaller limits.
    internal WebPubSubClient(WebPubSubClientCredential credential, WebPubSubClientOptions options, WebSocketOpener? open, Random random, ClientLimits limits)
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
        ILogger logger = _options.LoggerFactory.CreateLogger("WebPubSub.Client");
        _dispatcher = new EventDispatcher(_options.Protocol, logger);
        _dependencies = new ClientDependencies(credential, _options, _dispatcher, open ?? new ClientWebSocketOpener(_options).OpenAsync, random, limits, logger);
    }

    /// <summary>Gets the connection ID. A recovered connection keeps its ID. A new connection has a new ID.</summary>
    /// <value><see langword="null"/> while there is no connection.</value>
    public virtual string? ConnectionId => _run?.Session?.ConnectionId;

    /// <summary>Gets the user of the connection; <see langword="null"/> while there is no connection, and for an anonymous client.</summary>
    public virtual string? UserId => _run?.Session?.UserId;

    /// <summary>Gets the state of the client.</summary>
    public virtual WebPubSubClientState State => _run?.State ?? WebPubSubClientState.Stopped;

    internal (int Messages, long Bytes) SendBufferUsage => _run?.BufferUsage ?? default;

    internal (int Messages, long Bytes) Unhandled => _run?.Unhandled ?? default;

    /// <summary>Connects to the service. The client then stays connected until it is stopped.</summary>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>A task that completes when the client is connected.</returns>
    /// <exception cref="ConnectFailedException">The client could not connect. It doesn't retry this first attempt.</exception>
    /// <exception cref="InvalidOperationException">The client is already started.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ClientRun run;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (State != WebPubSubClientState.Stopped)
            {
                throw new InvalidOperationException("The client is already started. Call StopAsync first.");
            }

            run = _run = new ClientRun(_dependencies, _run?.Handling ?? Task.CompletedTask);
        }

        await run.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends the queued messages, for up to 5 seconds, and closes the connection. The client handles the messages that it received before, and drops later
    /// messages. You can start the client again.
    /// </summary>
    /// <param name="cancellationToken">Aborts the connection instead of closing it. The client stops in any case.</param>
    /// <returns>
    /// A task that completes when the client has stopped and its handlers have completed. If a handler calls this method, the task does not wait for the handlers.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was canceled. The client has stopped.</exception>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _run?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>
    /// Stops the client like <see cref="StopAsync"/>, within 5 seconds: it sends the queued messages and closes the connection. It cancels the token of the
    /// handlers, and drops the messages that they have not handled within this time.
    /// </summary>
    /// <returns>A task that completes when the client has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the client; see <see cref="DisposeAsync"/>.</summary>
    /// <returns>A task that completes when the client has stopped.</returns>
    protected virtual async ValueTask DisposeAsyncCore()
    {
        ClientRun? run;
        lock (_gate)
        {
            _isDisposed = true;
            run = _run;
        }

        if (run is not null)
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }

        _dispatcher.Sinks.Complete(_dispatcher.Sinks.All);
    }

    private ClientRun RequireRun()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _run is { State: not WebPubSubClientState.Stopped } run
            ? run
            : throw new InvalidOperationException("The client is not started. Call StartAsync first.");
    }
}
