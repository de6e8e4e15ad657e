// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>Starts and stops the emulator with its application, and passes the application's address to it once that is known.</summary>
internal sealed class EmulatorHostedService(
    WebPubSubEmulator emulator,
    IHostApplicationLifetime lifetime,
    IOptionsFactory<WebPubSubEmulatorOptions> options,
    IEnumerable<IOptionsChangeTokenSource<WebPubSubEmulatorOptions>> changes,
    IEnumerable<ConfigurationFiles> files,
    IServiceProvider services) : IHostedService, IDisposable
{
    private readonly List<IDisposable> _reloads = [];
    private CancellationTokenRegistration _started;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = lifetime.ApplicationStarted.Register(() => emulator.Application = FindAddress(services));
        foreach (IOptionsChangeTokenSource<WebPubSubEmulatorOptions> source in changes)
        {
            _reloads.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
        }

        foreach (ConfigurationFiles configuration in files)
        {
            configuration.Watch();
            configuration.Failed += emulator.RejectReload;
            configuration.FailureCleared += Reload;
        }

        return emulator.ListenAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => emulator.StopAsync();

    public void Dispose()
    {
        _started.Dispose();
        _reloads.ForEach(reload => reload.Dispose());
    }

    // The settings of a file that cannot be parsed are missing in the configuration. A reload because of another change must not apply that.
    private void Reload()
    {
        if (files.Select(configuration => configuration.FindFailure()).FirstOrDefault(failure => failure is not null) is { } broken)
        {
            emulator.RejectReload(broken);
        }
        else
        {
            emulator.Reload(() => options.Create(Options.DefaultName));
        }
    }

    /// <summary>Returns the address on which the application listens; <see langword="null"/> if it has none.</summary>
    internal static Uri? FindAddress(IServiceProvider services) => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(ToUri)
        .OrderBy(uri => uri.Scheme == Uri.UriSchemeHttp ? 0 : 1) // http first, because a development certificate may not be trusted
        .FirstOrDefault();

    private static Uri ToUri(string address) => new(address
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal));
}
