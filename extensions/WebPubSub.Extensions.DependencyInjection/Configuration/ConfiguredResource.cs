// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Configuration;

/// <summary>Reads the endpoints of a resource from a configuration section, and their keys again whenever the configuration is reloaded.</summary>
internal sealed partial class ConfiguredResource(string name, IConfiguration section, ILogger<ConfiguredResource> logger)
    : IConfigureNamedOptions<WebPubSubOptions>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly EndpointSection _primary = new(section);
    private readonly EndpointSection[] _failover = [.. section.GetSection("FailoverEndpoints").GetChildren().Select(child => new EndpointSection(child))];
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
            _reloads ??= ChangeToken.OnChange(section.GetReloadToken, Rotate);
            options.ServiceEndpoint = _primary.Read() ?? options.ServiceEndpoint;
            foreach (WebPubSubServiceEndpoint endpoint in _failover.Select(endpoint => endpoint.Read()).OfType<WebPubSubServiceEndpoint>())
            {
                options.FailoverEndpoints.Add(endpoint);
            }
        }
    }

    public void Dispose() => _reloads?.Dispose();

    // Another address, or another endpoint, needs a restart.
    private void Rotate()
    {
        foreach (EndpointSection endpoint in _failover.Prepend(_primary))
        {
            try
            {
                endpoint.Rotate();
            }
            catch (ArgumentException exception)
            {
                ReloadIgnored(exception.Message); // what runs with the old key goes on
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The reloaded configuration of Web PubSub is not used: {Reason}", EventName = "ReloadIgnored")]
    private partial void ReloadIgnored(string reason);
}
