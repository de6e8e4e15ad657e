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

/// <summary>Azure Web PubSub on this machine: real sockets, real protocols, no cloud.</summary>
/// <example>
/// <code>
/// await using var emulator = await WebPubSubEmulator.StartAsync(new() { Port = 0 });
/// var service = new WebPubSubServiceClient(emulator.ConnectionString, "chat");
/// </code>
/// </example>
public sealed class WebPubSubEmulator : IAsyncDisposable
{
    /// <summary>The application (client) id of the identity that the tokens of the built-in issuer name, as <c>appid</c> and <c>oid</c>.</summary>
    public const string IdentityClientId = TestIssuer.ClientId;

    private readonly WebPubSubEmulatorOptions _options;
    private readonly ILogger _logger;
    private readonly EmulatorServer _server;
    private int _stopped;

    internal WebPubSubEmulator(WebPubSubEmulatorOptions options, ILoggerFactory loggers)
    {
        EmulatorOptionsValidator.Validate(options);
        _options = options;
        _logger = loggers.CreateLogger("WebPubSub.Emulator");
        _server = new EmulatorServer(options, _logger);
    }

    /// <summary>Gets where the emulator listens.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>Gets the connection string for service clients and event handlers.</summary>
    public string ConnectionString => $"Endpoint={Endpoint.GetLeftPart(UriPartial.Authority)};AccessKey={_options.AccessKey};Version=1.0;";

    /// <summary>Gets the hubs that have event handlers, sorted.</summary>
    public IReadOnlyList<string> HubsWithEventHandlers => [.. _server.Core.Settings.HubsWithEventHandlers.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Gets what is in the emulator and what it saw, to look at and to wait for.</summary>
    public EmulatorInspector Inspector => _server.Core.Inspector;

    /// <summary>Gets what makes things go wrong on purpose.</summary>
    public EmulatorFaults Faults => _server.Core.Faults;

    /// <summary>Gets the authority of the issuer that the emulator has built in; it stands in for Microsoft Entra ID.</summary>
    /// <value>An event handler that verifies tokens finds the discovery document and the keys there.</value>
    public Uri IdentityAuthority => _server.Core.Issuer.Authority;

    /// <summary>Makes a token of the built-in issuer, such as a server that has no access key sends with its REST calls.</summary>
    /// <param name="audience">Whom the token is for; <see langword="null"/> for the service itself, <c>https://webpubsub.azure.com</c>.</param>
    /// <returns>The token; it is good for one hour.</returns>
    /// <remarks>Protocol reference: REST API, section 4.3.</remarks>
    public string CreateIdentityToken(string? audience = null) => _server.Core.Issuer.CreateToken(audience ?? TestIssuer.RestAudience);

    /// <summary>Gets whether the emulator shows what is going on as a page, at its <see cref="Endpoint"/>.</summary>
    public bool HasLivePage => _server.HasLivePage;

    /// <summary>Gets how many connections wait for their clients to come back.</summary>
    internal int DetachedConnections => _server.Core.Hubs.All.Sum(hub => hub.All().Count(connection => connection.Link.IsDetached));

    /// <summary>Sets the address of the application around the emulator, for event handlers that are given as a path.</summary>
    internal Uri? Application
    {
        set => _server.Core.Address.Application = value;
    }

    /// <summary>Starts an emulator. Any number of them can run in one process, each on its own port.</summary>
    /// <param name="options">Where it listens, its key, its event handlers; <see langword="null"/> for <c>http://localhost:8080</c>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running emulator; dispose it to stop.</returns>
    /// <exception cref="OptionsValidationException">The options could not work; the message names each setting.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="SocketException">This machine has no such address, or the port needs more rights.</exception>
    public static async Task<WebPubSubEmulator> StartAsync(
        WebPubSubEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new WebPubSubEmulatorOptions();
        EmulatorOptionsValidator.RefusePaths(options);
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

    /// <summary>Closes all connections and stops.</summary>
    /// <returns>A task that ends when nothing is left running.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
    }

    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
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

    /// <summary>Logs that changed settings are not taken over.</summary>
    internal void RefuseReload(string error) => _logger.ReloadRefused(error);

    /// <summary>Takes over changed settings of the hubs; those that could not work are logged, and nothing changes.</summary>
    internal void Reload(Func<WebPubSubEmulatorOptions> read)
    {
        try
        {
            WebPubSubEmulatorOptions options = read();
            EmulatorOptionsValidator.Validate(options);
            _server.Core.Settings.Replace(options.Hubs);
            _logger.Reloaded(options.Hubs.Count);
        }
        catch (OptionsValidationException exception)
        {
            _logger.ReloadRefused(exception.Message);
        }
    }

    internal Task StopAsync() => Interlocked.Exchange(ref _stopped, 1) == 1 ? Task.CompletedTask : _server.StopAsync();
}
