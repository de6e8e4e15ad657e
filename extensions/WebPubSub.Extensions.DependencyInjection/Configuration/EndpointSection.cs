// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace WebPubSub.Configuration;

/// <summary>Reader for an endpoint in the configuration: a connection string, or <c>Endpoint</c> with or without <c>AccessKey</c>.</summary>
internal static class EndpointSection
{
    /// <summary>Reads the endpoint. Returns <see langword="null"/> if the section has no endpoint.</summary>
    /// <exception cref="ArgumentException">The endpoint is invalid. The message names the setting and does not contain its value.</exception>
    public static WebPubSubServiceEndpoint? Read(IConfiguration section)
    {
        string path = (section as IConfigurationSection)?.Path ?? "";
        try
        {
            return ReadParts(section);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The configuration '{path}' is invalid: {exception.Message}", exception);
        }
    }

    private static WebPubSubServiceEndpoint? ReadParts(IConfiguration section)
    {
        string? connectionString = (section as IConfigurationSection)?.Value ?? section["ConnectionString"];
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return new WebPubSubServiceEndpoint(connectionString);
        }

        if (section["Endpoint"] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri))
        {
            throw new ArgumentException("the Endpoint is not an absolute http or https URL.");
        }

        return section["AccessKey"] is { Length: > 0 } key
            ? new WebPubSubServiceEndpoint(uri, new AzureKeyCredential(key))
            : new WebPubSubServiceEndpoint(uri, (TokenCredential)new DefaultAzureCredential());
    }
}
