// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure.Core;

namespace WebPubSub.Aspire.Tests;

/// <summary>The JSON schema with which editors check appsettings.json.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "ConfigurationSchema.json"))).RootElement;

    private static readonly JsonElement Settings = new[] { "Aspire", "Azure", "Messaging", "WebPubSub" }
        .Aggregate(Schema, (schema, name) => schema.GetProperty("properties").GetProperty(name));

    [Fact]
    public void Schema_HasEachSetting_AndNoOther()
    {
        string[] expected = [.. typeof(AzureMessagingWebPubSubSettings).GetProperties().Select(property => property.Name)
            .Except([nameof(AzureMessagingWebPubSubSettings.Credential)]), "ClientOptions"];

        NamesOf(Settings).Should().BeEquivalentTo(expected);
        NamesOf(Settings.GetProperty("additionalProperties")).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void ClientOptions_NameExistingProperties()
    {
        JsonElement options = Settings.GetProperty("properties").GetProperty("ClientOptions");

        NamesOf(options).Should().BeSubsetOf(typeof(WebPubSubServiceClientOptions).GetProperties().Select(property => property.Name));
        NamesOf(options.GetProperty("properties").GetProperty("Retry")).Should().BeSubsetOf(typeof(RetryOptions).GetProperties().Select(property => property.Name));
        NamesOf(options.GetProperty("properties").GetProperty("Diagnostics")).Should().BeSubsetOf(typeof(DiagnosticsOptions).GetProperties().Select(property => property.Name));
    }

    private static IEnumerable<string> NamesOf(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
}
