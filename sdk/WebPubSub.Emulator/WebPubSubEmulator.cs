// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Hosting;

namespace WebPubSub.Emulator;

/// <summary>An emulator of Azure Web PubSub that runs in this process. It uses real sockets and the real protocols, and needs no cloud account.</summary>
/// <example>
/// <code>
/// await using var emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
/// var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");
/// </code>
/// </example>
public sealed class WebPubSubEmulator : IAsyncDisposable
{
    /// <summary>The application (client) ID in the tokens of the built-in issuer. The tokens carry it in the claims <c>appid</c> and <c>oid</c>.</summary>
    public const string IdentityClientId = TestIssuer.ClientId;

    private readonly WebPubSubEmulatorOptions _options;
    private readonly ILogger _logger;
    private readonly EmulatorServer _server;
    private readonly Lock _gate = new();
    private readonly Lazy<Task> _stop;
    private int _started;

    internal WebPubSubEmulator(WebPubSubEmulatorOptions options, ILoggerFactory loggers)
    {
        EmulatorOptionsValidator.Validate(options);
        _options = options;
        _logger = loggers.CreateLogger("WebPubSub.Emulator");
        _server = new EmulatorServer(options, _logger);
        _stop = new Lazy<Task>(_server.StopAsync);
    }

    /// <summary>Gets the address on which the emulator listens.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>Gets the address at which clients and servers reach the emulator.</summary>
    /// <value><see cref="WebPubSubEmulatorOptions.AdvertisedAddress"/> as a URL, or <see cref="Endpoint"/> if it is not set.</value>
    public Uri AdvertisedEndpoint => _server.AdvertisedEndpoint;

    /// <summary>Gets the connection string for service clients and event handlers. It contains <see cref="AdvertisedEndpoint"/>.</summary>
    public string ConnectionString => $"Endpoint={AdvertisedEndpoint.GetLeftPart(UriPartial.Authority)};AccessKey={_options.AccessKey};Version=1.0;";

    /// <summary>Gets the hubs that have event handlers, sorted.</summary>
    public IReadOnlyList<string> HubsWithEventHandlers => [.. _server.Core.Settings.HubsWithEventHandlers.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Gets the inspector, which reads the state and the trace of the emulator and waits for changes.</summary>
    public EmulatorInspector Inspector => _server.Core.Inspector;

    /// <summary>Gets the faults that a test can cause on purpose.</summary>
    public EmulatorFaults Faults => _server.Core.Faults;

    /// <summary>Gets the authority of the built-in token issuer, which replaces Microsoft Entra ID.</summary>
    /// <value>An event handler that verifies tokens reads the discovery document and the keys there.</value>
    public Uri IdentityAuthority => _server.Core.Issuer.Authority;

    /// <summary>Creates a token of the built-in issuer. A server that has no access key sends such a token with its REST calls.</summary>
    /// <param name="audience">The audience of the token; <see langword="null"/> for the service, <c>https://webpubsub.azure.com</c>.</param>
    /// <returns>The token. It is valid for one hour.</returns>
    public string CreateIdentityToken(string? audience = null) => _server.Core.Issuer.CreateToken(audience ?? TestIssuer.RestAudience);

    /// <summary>Gets whether the emulator serves its live page at <see cref="Endpoint"/>.</summary>
    public bool HasLivePage => _server.HasLivePage;

    /// <summary>Gets the number of connections that have no transport and wait for a recovery.</summary>
    internal int DetachedConnections => _server.Core.Hubs.All.Sum(hub => hub.All().Count(connection => connection.Link.IsDetached));

    /// <summary>Sets the address of the application that hosts the emulator. Event handlers whose URL template is a path use it.</summary>
    internal Uri? Application
    {
        set => _server.Core.Address.Application = value;
    }

    /// <summary>Starts an emulator. Several emulators can run in one process, each on a different port.</summary>
    /// <param name="options">The options of the emulator; <see langword="null"/> for the defaults, which listen on <c>http://localhost:8080</c>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running emulator. Dispose it to stop it.</returns>
    /// <exception cref="OptionsValidationException">The options are invalid. The message names each invalid setting.</exception>
    /// <exception cref="IOException">The port is already in use.</exception>
    /// <exception cref="SocketException">The host is not an address of this machine, or the process may not open the port.</exception>
    public static async Task<WebPubSubEmulator> StartAsync(
        WebPubSubEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WebPubSubEmulatorOptions();
        EmulatorOptionsValidator.ThrowIfPath(options);
        var emulator = new WebPubSubEmulator(options, options.LoggerFactory ?? NullLoggerFactory.Instance);
        try
        {
            await emulator.ListenAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds an event handler to a running emulator. The next event uses it, and all connections stay open.</summary>
    /// <param name="hub">The name of the hub.</param>
    /// <param name="urlTemplate">The URL of the event handler, as in <see cref="WebPubSubEmulatorEventHandlerOptions.UrlTemplate"/>.</param>
    /// <param name="events">The events, such as <c>WebPubSubHubEvents.Of&lt;ChatHub&gt;()</c>: the events that a class handles.</param>
    /// <exception cref="OptionsValidationException">The name of the hub, the URL or an event is invalid. The settings are unchanged.</exception>
    /// <remarks>
    /// An event goes to the first event handler whose settings select it. If the emulator reads its settings from a configuration, the next change of the
    /// configuration removes the event handler.
    /// </remarks>
    public void AddEventHandler(string hub, string urlTemplate, WebPubSubHubEvents events)
    {
        lock (_gate)
        {
            var changed = new WebPubSubEmulatorOptions();
            _server.Core.Settings.Copy().ToList().ForEach(changed.Hubs.Add);
            changed.AddEventHandler(hub, urlTemplate, events);
            EmulatorOptionsValidator.ThrowIfPath(changed);
            ReplaceHubs(changed);
        }
    }

    /// <summary>Closes all connections and stops the emulator.</summary>
    /// <returns>A task that completes when the emulator has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
    }

    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            return; // AddWebPubSubEmulator and AddDevelopmentEmulator share one emulator
        }

        await _server.StartAsync(cancellationToken);
        _logger.Listening(Endpoint);
        foreach ((string hub, _) in _options.Hubs.Where(hub => hub.Value.EventListeners.Count > 0))
        {
            _logger.EventListeners(hub);
        }

        if (_options.AllowUnvalidatedEntraTokens)
        {
            _logger.UnvalidatedTokens();
        }

        if (!_server.IsLoopback)
        {
            _logger.NotLoopback(_options.Host);
        }
    }

    /// <summary>Logs that the emulator rejects changed settings.</summary>
    internal void RejectReload(string error) => _logger.ReloadRefused(error);

    /// <summary>Applies changed settings of the hubs. If the options are invalid, logs the error and keeps the current settings.</summary>
    internal void Reload(Func<WebPubSubEmulatorOptions> read)
    {
        try
        {
            WebPubSubEmulatorOptions options = read();
            ReplaceHubs(options);
            _logger.Reloaded(options.Hubs.Count);
        }
        catch (OptionsValidationException exception)
        {
            _logger.ReloadRefused(exception.Message);
        }
    }

    /// <summary>Applies the settings of the hubs.</summary>
    /// <exception cref="OptionsValidationException">The options are invalid.</exception>
    internal void ReplaceHubs(WebPubSubEmulatorOptions options)
    {
        EmulatorOptionsValidator.Validate(options);
        lock (_gate)
        {
            _server.Core.Settings.Replace(options.Hubs);
        }
    }

    // A host can be stopped twice at the same time. The second stop waits for the first, because the emulator may be disposed after it.
    internal Task StopAsync() => _stop.Value;
}
