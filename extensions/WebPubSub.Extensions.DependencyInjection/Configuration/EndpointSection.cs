// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace WebPubSub.Configuration;

/// <summary>One endpoint in the configuration: a connection string, or <c>Endpoint</c> with or without <c>AccessKey</c>.</summary>
internal sealed class EndpointSection(IConfiguration section)
{
    private WebPubSubServiceEndpoint? _endpoint;

    private string? ConnectionString => (section as IConfigurationSection)?.Value ?? section["ConnectionString"];

    /// <summary>Reads it once; <see langword="null"/> when nothing is there, and the validator then names what is missing.</summary>
    public WebPubSubServiceEndpoint? Read() => _endpoint ??= Create();

    /// <summary>Reads its key again. Clients and event handlers hold the credential, so its update reaches them all.</summary>
    public void Rotate()
    {
        string? key = string.IsNullOrWhiteSpace(ConnectionString)
            ? section["AccessKey"]
            : new WebPubSubServiceEndpoint(ConnectionString).KeyCredential?.Key;
        if (!string.IsNullOrEmpty(key))
        {
            _endpoint?.KeyCredential?.Update(key);
        }
    }

    private WebPubSubServiceEndpoint? Create()
    {
        if (!string.IsNullOrWhiteSpace(ConnectionString))
        {
            return new WebPubSubServiceEndpoint(ConnectionString);
        }

        if (section["Endpoint"] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            throw new ArgumentException("The configured Endpoint is not an absolute http or https URL.");
        }

        return section["AccessKey"] is { Length: > 0 } key
            ? new WebPubSubServiceEndpoint(uri, new AzureKeyCredential(key))
            : new WebPubSubServiceEndpoint(uri, (TokenCredential)new DefaultAzureCredential());
    }
}
