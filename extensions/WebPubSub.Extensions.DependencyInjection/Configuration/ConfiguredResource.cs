// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Configuration;

/// <summary>
/// The part of the options that comes from a configuration section: the endpoints of a resource. Their keys are updated when the configuration is reloaded.
/// </summary>
internal sealed partial class ConfiguredResource(string name, IConfiguration section, ILogger<ConfiguredResource> logger)
    : IConfigureNamedOptions<WebPubSubOptions>, IDisposable
{
    private readonly Lock _gate = new();
    private WebPubSubServiceEndpoint[]? _endpoints;
    private IDisposable? _reloads;

    public void Configure(WebPubSubOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? resource, WebPubSubOptions options)
    {
        if (resource != name)
        {
            return;
        }

        lock (_gate)
        {
            _endpoints ??= Read();
            _reloads ??= ChangeToken.OnChange(section.GetReloadToken, Rotate);
        }

        options.ServiceEndpoint = _endpoints.FirstOrDefault() ?? options.ServiceEndpoint;
        foreach (WebPubSubServiceEndpoint endpoint in _endpoints.Skip(1))
        {
            options.FailoverEndpoints.Add(endpoint);
        }
    }

    public void Dispose() => _reloads?.Dispose();

    // Without a primary endpoint, the options validator reports the missing setting. A failover entry without an endpoint is an error here.
    private WebPubSubServiceEndpoint[] Read()
    {
        IConfigurationSection[] failover = [.. section.GetSection(nameof(WebPubSubOptions.FailoverEndpoints)).GetChildren()];
        return EndpointSection.Read(section) is { } primary
            ? [primary, .. failover.Select(entry => EndpointSection.Read(entry)
                ?? throw new ArgumentException($"The configuration '{entry.Path}' has neither a connection string nor an Endpoint."))]
            : [];
    }

    // Clients and event handlers share the credentials, so that an update takes effect in all of them. Endpoints are matched by address, because their order in
    // the list can change.
    private void Rotate()
    {
        WebPubSubServiceEndpoint[] reloaded;
        try
        {
            reloaded = Read();
        }
        catch (ArgumentException exception)
        {
            ReloadIgnored(exception.Message); // the application continues with the old keys
            return;
        }

        foreach (WebPubSubServiceEndpoint running in _endpoints!)
        {
            WebPubSubServiceEndpoint? now = reloaded.FirstOrDefault(endpoint => endpoint.Endpoint == running.Endpoint);
            if (now is null)
            {
                ReloadIgnored($"{running.Endpoint.Authority} is missing from the configuration. Restart the application to change an endpoint.");
            }
            else if (now.KeyCredential is { } key)
            {
                running.KeyCredential?.Update(key.Key);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The reloaded configuration of Web PubSub is ignored: {Reason}", EventName = "ReloadIgnored")]
    private partial void ReloadIgnored(string reason);
}
