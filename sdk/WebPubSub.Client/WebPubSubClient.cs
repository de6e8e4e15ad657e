// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Groups;

namespace WebPubSub.Client;

/// <summary>A client of Azure Web PubSub: joins groups, sends to them, raises events, and receives what is sent to it.</summary>
/// <remarks>
/// It may be used by several threads. With a reliable subprotocol, which is the default, a lost transport loses no message and doubles none.
/// Protocol reference: client protocols, section 20.
/// </remarks>
public partial class WebPubSubClient : IAsyncDisposable
{
    private readonly WebPubSubClientCredential _credential = null!;
    private readonly WebPubSubClientOptions _options = null!;
    private readonly ILogger _logger = null!;
    private readonly Lock _gate = new();
    private ClientRun? _run;
    private bool _isDisposed;

    /// <summary>Initializes a client that connects to one address.</summary>
    /// <param name="clientAccessUri">The client access URI, with an access token.</param>
    public WebPubSubClient(Uri clientAccessUri)
        : this(clientAccessUri, new WebPubSubClientOptions())
    {
    }

    /// <summary>Initializes a client that connects to one address.</summary>
    /// <param name="clientAccessUri">The client access URI, with an access token.</param>
    /// <param name="options">How the client behaves.</param>
    public WebPubSubClient(Uri clientAccessUri, WebPubSubClientOptions options)
        : this(new WebPubSubClientCredential(clientAccessUri), options)
    {
    }

    /// <summary>Initializes a client that asks for an address whenever it makes a new connection.</summary>
    /// <param name="credential">Gives the client access URI.</param>
    /// <param name="options">How the client behaves. Changes of it have no effect later.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public WebPubSubClient(WebPubSubClientCredential credential, WebPubSubClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _credential = credential;
        _options = (options ?? new WebPubSubClientOptions()).Check();
        _logger = _options.LoggerFactory.CreateLogger("WebPubSub.Client");
    }

    /// <summary>Initializes a client for mocks.</summary>
    protected WebPubSubClient()
    {
    }

    /// <summary>Gets the id of the connection; <see langword="null"/> while there is none. A recovered connection keeps it, a new one has another.</summary>
    public virtual string? ConnectionId => Volatile.Read(ref _run)?.Session?.ConnectionId;

    /// <summary>Gets the user of the connection; <see langword="null"/> while there is none, and for an anonymous client.</summary>
    public virtual string? UserId => Volatile.Read(ref _run)?.Session?.UserId;

    /// <summary>Gets what the client is doing.</summary>
    public virtual WebPubSubClientState State => Volatile.Read(ref _run)?.State ?? WebPubSubClientState.Stopped;

    internal JoinedGroups Groups { get; } = new();

    /// <summary>Connects. From then on the client keeps connected, until it is stopped.</summary>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>A task that ends when there is a connection.</returns>
    /// <exception cref="ConnectFailedException">The connection could not be made; this first one is not tried again.</exception>
    /// <exception cref="InvalidOperationException">The client has been started already.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        ClientRun run;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (State != WebPubSubClientState.Stopped)
            {
                throw new InvalidOperationException("The client has been started already. Stop it first.");
            }

            run = _run = new ClientRun(this, _run?.Handling ?? Task.CompletedTask, _credential, _options, _logger);
        }

        await run.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what waits to be sent, for up to 5 seconds, and closes the connection. What has come by then is handed out; a client can be started again.</summary>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>A task that ends when the client has stopped and its handlers have ended; called by a handler it does not wait for those.</returns>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) =>
        Volatile.Read(ref _run)?.StopAsync(IsInHandler, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Ends the client at once. What waits to be sent, or to be handled, is given up.</summary>
    /// <returns>A task that ends with the client.</returns>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the client at once.</summary>
    /// <returns>A task that ends with the client.</returns>
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
            await run.DisposeAsync(IsInHandler).ConfigureAwait(false);
        }

        Sinks.Complete(Sinks.All);
    }

    private ClientRun RequireRun()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Volatile.Read(ref _run) is { State: not WebPubSubClientState.Stopped } run
            ? run
            : throw new InvalidOperationException("The client is not started. Call StartAsync first.");
    }
}
