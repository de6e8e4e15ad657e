// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using WebPubSub.Aspire.Hosting.Connections;
using WebPubSub.Aspire.Hosting.Resources;
using WebPubSub.Emulator;

namespace WebPubSub.Aspire.Hosting.Lifecycle;

/// <summary>Runs the emulators in the process of the app host, and stops them with it.</summary>
internal sealed class EmulatorHost(IConfiguration configuration) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly ConcurrentBag<WebPubSubEmulator> _emulators = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private TracerProvider? _telemetry;
    private bool _hasTelemetry;

    /// <summary>Starts an emulator. A failure becomes the state of the resource and of the resources that need its connection string.</summary>
    public async Task RunAsync(
        AzureWebPubSubResource resource, PendingConnection connection, Action<WebPubSubEmulatorOptions>? configure, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var states = new ResourceStates(resource, initialize);
        try
        {
            await states.BeginAsync(linked.Token);
            WebPubSubEmulator emulator = await StartAsync(resource, configure, initialize.Logger, linked.Token);
            connection.Set(emulator.ConnectionString);
            foreach (AzureWebPubSubHubResource hub in resource.Hubs.Values)
            {
                _ = AddEventHandlersAsync(hub, emulator, initialize.Logger, _stopping.Token);
            }

            await states.RunAsync(emulator.HasLivePage ? emulator.AdvertisedEndpoint : null, linked.Token);
        }
        catch (OperationCanceledException exception) when (linked.IsCancellationRequested)
        {
            connection.Fail(new OperationCanceledException($"The app host stopped before the emulator '{resource.Name}' had started.", exception));
        }
        catch (Exception exception)
        {
            string message = $"The Web PubSub emulator '{resource.Name}' did not start: {exception.Message}{FindAdvice(exception)}";
            initialize.Logger.EmulatorFailed(message);
            connection.Fail(new DistributedApplicationException(message, exception));
            await states.FailAsync();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The applications can use the emulator until they have stopped.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_emulators.Select(emulator => emulator.DisposeAsync().AsTask()));
        _telemetry?.Dispose();
    }

    // The container disposes the host twice: as itself and as a hosted service.
    public async ValueTask DisposeAsync() => await StoppedAsync(CancellationToken.None);

    private async Task<WebPubSubEmulator> StartAsync(
        AzureWebPubSubResource resource, Action<WebPubSubEmulatorOptions>? configure, ILogger logger, CancellationToken cancellationToken)
    {
        var options = new WebPubSubEmulatorOptions { Port = 0, LoggerFactory = new ResourceLoggerFactory(logger) };
        configure?.Invoke(options);
        StartTelemetry(resource.Name);
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options, cancellationToken);
        _emulators.Add(emulator);
        return emulator;
    }

    // The emulators of an app host share one activity source, so the first one gives its name to the export.
    private void StartTelemetry(string resource)
    {
        lock (_gate)
        {
            _telemetry = _hasTelemetry ? _telemetry : EmulatorTelemetry.Start(configuration, resource);
            _hasTelemetry = true;
        }
    }

    // The endpoints of an application are allocated while it starts, and it starts after it has the connection string of the emulator. The order of the event
    // handlers of a hub decides which of them receives an event, so each waits for the one before it.
    private static async Task AddEventHandlersAsync(AzureWebPubSubHubResource hub, WebPubSubEmulator emulator, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (EventHandlerSetting handler in hub.EventHandlers)
        {
            await AddEventHandlerAsync(hub.HubName, handler, emulator, logger, cancellationToken);
        }
    }

    private static async Task AddEventHandlerAsync(
        string hub, EventHandlerSetting handler, WebPubSubEmulator emulator, ILogger logger, CancellationToken cancellationToken)
    {
        string url = "";
        try
        {
            ValueTask<string?> value = handler.Url.GetValueAsync(cancellationToken);
            if (!value.IsCompleted)
            {
                logger.EventHandlerPending(hub, handler.Url.ValueExpression);
            }

            url = await value ?? "";
            emulator.AddEventHandler(hub, url, handler.ToEvents());
            logger.EventHandlerAdded(hub, handler.UserEventPattern, string.Join(", ", handler.SystemEvents.DefaultIfEmpty("none")), WithoutSecrets(url, handler));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            string reason = url.Length == 0 ? exception.Message : exception.Message.Replace(url, handler.Url.ValueExpression, StringComparison.Ordinal);
            logger.EventHandlerFailed(hub, handler.Url.ValueExpression, reason);
        }
    }

    // The query and the user information can contain a secret.
    private static string WithoutSecrets(string url, EventHandlerSetting handler) => Uri.TryCreate(url.Split('?', 2)[0], UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0
        ? uri.OriginalString
        : handler.Url.ValueExpression;

    private static string FindAdvice(Exception exception) =>
        exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } or IOException { InnerException: AddressInUseException or SocketException }
            ? " Another program uses the port. Remove the port in RunAsEmulator to use a free one, or choose another."
            : "";
}
