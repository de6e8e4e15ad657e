// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Protocols;
using WebPubSub.Emulator.Upstream;

namespace WebPubSub.Emulator;

/// <summary>The service without its web server: it accepts clients, keeps hubs, and raises events.</summary>
internal sealed class EmulatorEngine : IDisposable
{
    private static readonly TimeSpan NotificationGrace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new(); // no more clients
    private readonly CancellationTokenSource _stopping = new(); // no more events
    private readonly ChangeSignal _changes = new();
    private readonly BackgroundTasks _background;

    public EmulatorEngine(WebPubSubEmulatorOptions options, Uri endpoint, ILogger logger)
    {
        Trace = new EmulatorTrace(options.TraceCapacity, options.TimeProvider, _changes);
        Hubs = new HubRegistry(options.TimeProvider, _changes);
        Inspector = new EmulatorInspector(Hubs, Trace, _changes);
        Faults = new EmulatorFaults(Hubs, _changes);
        Settings = new HubSettings(options.Hubs);
        Issuer = new TestIssuer(endpoint, options.TimeProvider);
        _background = new BackgroundTasks(logger);
        Upstream = new UpstreamDispatcher(options, Settings, Issuer, endpoint, _background, Trace, Faults, logger, _stopping.Token);
        Tokens = new AccessTokenValidator(options, endpoint, Issuer);
        var events = new ClientEvents(Upstream, _background, logger, _stopping.Token);
        Hubs.GroupChanged = events.RaiseGroupChanged;
        var protocols = new ClientProtocols(options, events, _background, logger);
        Clients = new ClientEndpoint(
            Hubs, Settings, Tokens, new ReconnectionTokens(options), protocols, Upstream, events, Trace, Faults, options.Limits, options.TimeProvider, logger, _closing.Token);
    }

    public HubRegistry Hubs { get; }

    public HubSettings Settings { get; }

    public EmulatorTrace Trace { get; }

    public EmulatorInspector Inspector { get; }

    public EmulatorFaults Faults { get; }

    public TestIssuer Issuer { get; }

    public UpstreamDispatcher Upstream { get; }

    public AccessTokenValidator Tokens { get; }

    public ClientEndpoint Clients { get; }

    /// <summary>Gets the token that is cancelled when no more clients are accepted.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Closes all connections, and accepts no more.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        foreach (ClientConnection connection in Hubs.All.SelectMany(hub => hub.All()))
        {
            connection.Close(CloseRequest.ShuttingDown);
        }
    }

    /// <summary>Lets events that are under way end, for a moment each.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAny(_background.WhenAllAsync(), Task.Delay(NotificationGrace, TimeProvider.System, CancellationToken.None));
        await _stopping.CancelAsync();
        await Task.WhenAny(_background.WhenAllAsync(), Task.Delay(NotificationGrace, TimeProvider.System, CancellationToken.None)); // an application's own code may ignore it
    }

    public void Dispose()
    {
        Upstream.Dispose();
        Issuer.Dispose();
        _closing.Dispose();
        _stopping.Dispose();
    }
}
