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
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Admission;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.LivePage;
using WebPubSub.Emulator.Rest;

namespace WebPubSub.Emulator.Hosting;

/// <summary>The web server of an emulator: Kestrel on the emulator's address, and the request pipeline.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebPubSubEmulatorOptions _options;
    private readonly ILogger _logger;
    private readonly Socket? _reserved;
    private readonly WebApplication _app;

    public EmulatorServer(WebPubSubEmulatorOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _reserved = options.Port == 0 ? Reserve(options.Host) : null;
        Endpoint = FindEndpoint();
        AdvertisedEndpoint = options.AdvertisedAddress is { } advertised ? AdvertisedAddress.Resolve(advertised, Endpoint)! : Endpoint; // the address is validated
        _app = Build();
        Core = new EmulatorCore(_app.Services);
    }

    /// <summary>Gets the address on which the server listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the address at which clients and servers reach the server.</summary>
    public Uri AdvertisedEndpoint { get; }

    public EmulatorCore Core { get; }

    public bool HasLivePage => _options.EnableLivePage ?? (IsLoopback && IsAdvertisedOnThisMachine);

    /// <summary>Gets whether only this machine can reach the server.</summary>
    public bool IsLoopback => Endpoint.IsLoopback || EmulatorHostNames.IsLoopback(_options.Host);

    // Another host name means that a proxy or a tunnel passes on the requests of other machines.
    private bool IsAdvertisedOnThisMachine => _options.AdvertisedAddress is null || EmulatorHostNames.IsLoopback(AdvertisedEndpoint.Host);

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public async Task StopAsync()
    {
        await Core.CloseAsync();
        await _app.StopAsync();
        await Core.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _reserved?.Dispose();
    }

    // The port is known before the start, so that clients can be configured while the host is still being built.
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
        // The framework logs whole URLs, including access tokens. The emulator logs all important information itself.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IHostLifetime, NullHostLifetime>(); // the process that hosts the emulator handles signals
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.AddEmulatorCore(_options, new EmulatorAddress(Endpoint, AdvertisedEndpoint), _logger).AddLivePage();
        if (_reserved is not null)
        {
            builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => _reserved);
        }

        WebApplication app = builder.Build();
        Map(app);
        return app;
    }

    private void Map(WebApplication app)
    {
        var clients = app.Services.GetRequiredService<ClientEndpoint>();
        app.Use(LogFailuresAsync);
        app.Use(app.Services.GetRequiredService<RestTrace>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<ForeignOriginFilter>().InvokeAsync);
        app.Use(BatchFramesAsync);
        app.UseWebSockets();
        app.UseRouting();

        app.Use(clients.RejectUnknownPathAsync);
        app.Map("/client/hubs/{hub}", clients.InvokeAsync);
        app.Map("/client", clients.InvokeAsync);
        app.Services.GetRequiredService<RestEndpoints>().Map(app);
        app.Services.GetRequiredService<IdentityEndpoints>().Map(app);
        if (HasLivePage)
        {
            app.Services.GetRequiredService<LivePageEndpoints>().Map(app);
        }
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
        else if (IsLoopback && !IPAddress.TryParse(_options.Host, out _)) // localhost or a name below .localhost
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
