// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Configuration;

/// <summary>Reads the endpoint from a configuration section, and its key again whenever the configuration is reloaded.</summary>
internal sealed partial class ConfiguredEndpoint(IConfiguration section, ILogger<ConfiguredEndpoint> logger) : IConfigureOptions<WebPubSubOptions>, IDisposable
{
    private readonly Lock _gate = new();
    private WebPubSubServiceEndpoint? _endpoint;
    private IDisposable? _reloads;

    public void Configure(WebPubSubOptions options)
    {
        lock (_gate)
        {
            _endpoint ??= Read();
            _reloads ??= ChangeToken.OnChange(section.GetReloadToken, Rotate);
        }

        options.ServiceEndpoint = _endpoint ?? options.ServiceEndpoint;
    }

    public void Dispose() => _reloads?.Dispose();

    private string? ConnectionString => (section as IConfigurationSection)?.Value ?? section["ConnectionString"];

    private WebPubSubServiceEndpoint? Read()
    {
        if (!string.IsNullOrWhiteSpace(ConnectionString))
        {
            return new WebPubSubServiceEndpoint(ConnectionString);
        }

        if (section["Endpoint"] is not { Length: > 0 } endpoint)
        {
            return null; // the validator names what is missing
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            throw new ArgumentException("The configured Endpoint is not an absolute http or https URL.");
        }

        return section["AccessKey"] is { Length: > 0 } key
            ? new WebPubSubServiceEndpoint(uri, new AzureKeyCredential(key))
            : new WebPubSubServiceEndpoint(uri, (TokenCredential)new DefaultAzureCredential());
    }

    // Clients and event handlers hold the credential, so its update reaches them all. Another address needs a restart.
    private void Rotate()
    {
        try
        {
            string? key = string.IsNullOrWhiteSpace(ConnectionString)
                ? section["AccessKey"]
                : new WebPubSubServiceEndpoint(ConnectionString).KeyCredential?.Key;
            if (!string.IsNullOrEmpty(key))
            {
                _endpoint?.KeyCredential?.Update(key);
            }
        }
        catch (ArgumentException exception)
        {
            ReloadIgnored(exception.Message); // what runs with the old key goes on
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The reloaded configuration of Web PubSub is not used: {Reason}", EventName = "ReloadIgnored")]
    private partial void ReloadIgnored(string reason);
}
