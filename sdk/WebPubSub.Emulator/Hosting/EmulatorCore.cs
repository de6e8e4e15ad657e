// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using WebPubSub.Emulator.Access;
using WebPubSub.Emulator.Admission;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Hubs;

namespace WebPubSub.Emulator.Hosting;

/// <summary>The service without its web server: it accepts clients, keeps hubs, and raises events.</summary>
internal sealed class EmulatorCore(IServiceProvider services)
{
    private static readonly TimeSpan NotificationGrace = TimeSpan.FromSeconds(1);

    private readonly EmulatorLifetime _lifetime = services.GetRequiredService<EmulatorLifetime>();
    private readonly BackgroundTasks _background = services.GetRequiredService<BackgroundTasks>();

    public HubRegistry Hubs { get; } = services.GetRequiredService<HubRegistry>();

    public HubSettings Settings { get; } = services.GetRequiredService<HubSettings>();

    public EmulatorAddress Address { get; } = services.GetRequiredService<EmulatorAddress>();

    public EmulatorInspector Inspector { get; } = services.GetRequiredService<EmulatorInspector>();

    public EmulatorFaults Faults { get; } = services.GetRequiredService<EmulatorFaults>();

    public TestIssuer Issuer { get; } = services.GetRequiredService<TestIssuer>();

    public ClientEndpoint Clients { get; } = services.GetRequiredService<ClientEndpoint>();

    /// <summary>Closes all connections, and accepts no new connections.</summary>
    public async Task CloseAsync()
    {
        await _lifetime.CloseAsync();
        foreach (ClientConnection connection in Hubs.All.SelectMany(hub => hub.All()))
        {
            connection.Close(CloseRequest.ShuttingDown);
        }
    }

    /// <summary>Waits at most 1 second for events that are being sent, cancels the rest, and waits at most 1 second again.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAny(_background.WhenAllAsync(), Task.Delay(NotificationGrace, TimeProvider.System, CancellationToken.None));
        await _lifetime.StopAsync();
        await Task.WhenAny(_background.WhenAllAsync(), Task.Delay(NotificationGrace, TimeProvider.System, CancellationToken.None)); // an in-process handler may ignore it
    }
}
