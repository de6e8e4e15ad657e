// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Hosting;
using WebPubSub.Emulator.LivePage;
using WebPubSub.Emulator.Rest;

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

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebPubSubEmulatorOptions _options;
    private readonly ILogger _logger;
    private readonly Socket? _reserved;
    private readonly EmulatorEngine _engine;
    private readonly WebApplication _app;
    private int _stopped;

    internal WebPubSubEmulator(WebPubSubEmulatorOptions options, ILoggerFactory loggers)
    {
        EmulatorOptionsValidator.Validate(options);
        _options = options;
        _logger = loggers.CreateLogger("WebPubSub.Emulator");
        _reserved = options.Port == 0 ? Reserve(options.Host) : null;
        Endpoint = FindEndpoint();
        _engine = new EmulatorEngine(options, Endpoint, _logger);
        _app = Build();
    }

    /// <summary>Gets where the emulator listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the connection string for service clients and event handlers.</summary>
    public string ConnectionString => $"Endpoint={Endpoint.GetLeftPart(UriPartial.Authority)};AccessKey={_options.AccessKey};Version=1.0;";

    /// <summary>Gets the hubs that have event handlers, sorted.</summary>
    public IReadOnlyList<string> HubsWithEventHandlers => [.. _engine.Settings.HubsWithEventHandlers.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Gets what is in the emulator and what it saw, to look at and to wait for.</summary>
    public EmulatorInspector Inspector => _engine.Inspector;

    /// <summary>Gets what makes things go wrong on purpose.</summary>
    public EmulatorFaults Faults => _engine.Faults;

    /// <summary>Gets the authority of the issuer that the emulator has built in; it stands in for Microsoft Entra ID.</summary>
    /// <value>An event handler that verifies tokens finds the discovery document and the keys there.</value>
    public Uri IdentityAuthority => _engine.Issuer.Authority;

    /// <summary>Makes a token of the built-in issuer, such as a server that has no access key sends with its REST calls.</summary>
    /// <param name="audience">Whom the token is for; <see langword="null"/> for the service itself, <c>https://webpubsub.azure.com</c>.</param>
    /// <returns>The token; it is good for one hour.</returns>
    /// <remarks>Protocol reference: REST API, section 4.3.</remarks>
    public string CreateIdentityToken(string? audience = null) => _engine.Issuer.CreateToken(audience ?? TestIssuer.RestAudience);

    /// <summary>Gets whether the emulator shows what is going on as a page, at its <see cref="Endpoint"/>.</summary>
    public bool HasLivePage => _options.EnableLivePage ?? Endpoint.IsLoopback;

    /// <summary>Gets how many connections wait for their clients to come back.</summary>
    internal int DetachedConnections => _engine.Hubs.All.Sum(hub => hub.All().Count(connection => connection.IsDetached));

    /// <summary>Sets the address of the application around the emulator, for event handlers that are given as a path.</summary>
    internal Uri? Application
    {
        set => _engine.Upstream.Application = value;
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
        await _app.DisposeAsync();
        _engine.Dispose();
        _reserved?.Dispose();
    }

    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken);
        _logger.Listening(Endpoint);
        foreach (string setting in _options.IgnoredSettings)
        {
            _logger.SettingIgnored(setting);
        }

        if (!Endpoint.IsLoopback)
        {
            _logger.NotLoopback(_options.Host);
        }
    }

    /// <summary>Takes over changed settings of the hubs; those that could not work are logged, and nothing changes.</summary>
    internal void Reload(Func<WebPubSubEmulatorOptions> read)
    {
        try
        {
            WebPubSubEmulatorOptions options = read();
            EmulatorOptionsValidator.Validate(options);
            _engine.Settings.Replace(options.Hubs);
            _logger.Reloaded(options.Hubs.Count);
        }
        catch (OptionsValidationException exception)
        {
            _logger.ReloadRefused(exception.Message);
        }
    }

    internal async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        await _engine.CloseAsync();
        await _app.StopAsync();
        await _engine.StopAsync();
    }

    // Known before the start, so that clients can be configured while the host is still being built.
    private static Socket Reserve(string host)
    {
        IPAddress address = IPAddress.TryParse(host, out IPAddress? parsed) ? parsed : IPAddress.Loopback;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Uri FindEndpoint()
    {
        var bound = (IPEndPoint?)_reserved?.LocalEndPoint;
        string host = bound is null || (_options.UseHttps && IPAddress.IsLoopback(bound.Address)) ? _options.Host : bound.Address.ToString(); // a certificate is for a name
        return new UriBuilder(_options.UseHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, host, bound?.Port ?? _options.Port).Uri;
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (_options.UseHttps)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(Listen);
        // The framework logs whole URLs, access tokens included; what is worth knowing the emulator logs itself.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>(); // signals belong to the process around the emulator
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddRoutingCore();
        if (_reserved is not null)
        {
            builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => _reserved);
        }

        WebApplication app = builder.Build();
        app.Use(LogFailuresAsync);
        app.Use(new RestTrace(_engine.Trace, Faults, _options.TimeProvider).InvokeAsync);
        app.Use(BatchFramesAsync);
        app.UseWebSockets();
        app.UseRouting();

        app.Use(_engine.Clients.RefuseUnknownPathAsync);
        app.Map("/client/hubs/{hub}", _engine.Clients.InvokeAsync);
        app.Map("/client", _engine.Clients.InvokeAsync);
        var clientTokens = new ClientTokens(_options);
        new RestEndpoints(_engine.Hubs, _engine.Tokens, clientTokens, _options.TimeProvider, _logger).Map(app);
        _engine.Issuer.Map(app);
        if (HasLivePage)
        {
            string run = Guid.NewGuid().ToString("N"); // the page may outlive it, and meet another
            var feed = new LiveFeed(run, Inspector, _engine.Trace, _engine.Settings, _options.TimeProvider, _engine.Closing);
            new LivePageEndpoints(run, new LivePageGuard(_options.Host), feed, _engine.Trace, Faults, _engine.Hubs, clientTokens, Endpoint).Map(app);
        }

        return app;
    }

    private async Task LogFailuresAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested && exception is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            _logger.RequestFailed(exception, http.Request.Method, http.Request.Path);
            throw;
        }
    }

    private static Task BatchFramesAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            http.Features.Set<IHttpUpgradeFeature>(new BatchingUpgrade(upgrade));
        }

        return next(http);
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        if (_reserved?.LocalEndPoint is IPEndPoint bound)
        {
            kestrel.Listen(bound, Secure);
        }
        else if (Endpoint.IsLoopback && !IPAddress.TryParse(_options.Host, out _)) // localhost, and its other name
        {
            kestrel.ListenLocalhost(_options.Port, Secure);
        }
        else if (IPAddress.TryParse(_options.Host, out IPAddress? address))
        {
            kestrel.Listen(address, _options.Port, Secure);
        }
        else
        {
            kestrel.ListenAnyIP(_options.Port, Secure);
        }
    }

    private void Secure(ListenOptions listen)
    {
        if (_options.UseHttps)
        {
            listen.UseHttps();
        }
    }
}
