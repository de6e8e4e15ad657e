// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Data.Common;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace WebPubSub.Aspire;

/// <summary>Reads the settings of a connection and creates its endpoint.</summary>
internal static class ConnectionSettings
{
    public const string SectionName = "Aspire:Azure:Messaging:WebPubSub";

    public static AzureMessagingWebPubSubSettings Read(IConfiguration configuration, string connectionName)
    {
        var settings = new AzureMessagingWebPubSubSettings();
        configuration.GetSection(SectionName).Bind(settings);
        configuration.GetSection(SectionName).GetSection(connectionName).Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { Length: > 0 } connectionString)
        {
            Apply(settings, connectionString, connectionName);
        }

        return settings;
    }

    /// <summary>Returns the hub of a connection string; <see langword="null"/> for none.</summary>
    public static string? FindHub(string? connectionString, string connectionName) =>
        string.IsNullOrEmpty(connectionString) ? null : Find(Parse(connectionString, connectionName), "Hub");

    /// <summary>Creates the endpoint; <see langword="null"/> if the settings have none.</summary>
    public static WebPubSubServiceEndpoint? CreateEndpoint(AzureMessagingWebPubSubSettings settings, WebPubSubServiceClientOptions options) =>
        settings.ConnectionString is { Length: > 0 } connectionString ? new WebPubSubServiceEndpoint(connectionString, options) { Hub = settings.HubName }
        : settings.Endpoint is { } endpoint ? new WebPubSubServiceEndpoint(endpoint, settings.Credential ?? new DefaultAzureCredential(), options) { Hub = settings.HubName }
        : null;

    // The app host passes a connection string, or the endpoint without a key for Microsoft Entra ID. Either can be followed by a hub.
    private static void Apply(AzureMessagingWebPubSubSettings settings, string connectionString, string connectionName)
    {
        string text = connectionString.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "Endpoint=" + connectionString : connectionString;
        DbConnectionStringBuilder parts = Parse(text, connectionName);
        settings.HubName = Find(parts, "Hub") ?? settings.HubName;
        if (Find(parts, "AccessKey") is not null)
        {
            settings.ConnectionString = text;
            return;
        }

        settings.ConnectionString = null;
        settings.Endpoint = Uri.TryCreate(Find(parts, "Endpoint"), UriKind.Absolute, out Uri? endpoint) ? endpoint : throw Invalid(connectionName, inner: null);
    }

    private static DbConnectionStringBuilder Parse(string text, string connectionName)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException exception)
        {
            throw Invalid(connectionName, exception);
        }
    }

    private static string? Find(DbConnectionStringBuilder parts, string key) =>
        parts.TryGetValue(key, out object? value) && value is string { Length: > 0 } text ? text : null;

    // The value can contain a key, so the message does not.
    private static InvalidOperationException Invalid(string connectionName, Exception? inner) => new(
        $"ConnectionStrings:{connectionName} is invalid. Expected 'Endpoint=https://...;AccessKey=...;', optionally followed by 'Hub=...;', or an https URL for Microsoft Entra ID.", inner);
}
