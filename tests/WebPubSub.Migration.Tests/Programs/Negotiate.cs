// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

// Official: using Azure.Core; using Azure.Identity; using Azure.Messaging.WebPubSub; using Microsoft.Extensions.Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub;

namespace Contoso.Programs;

/// <summary>Service clients with Microsoft Entra ID identities, and service clients from AddAzureClients.</summary>
internal static class Negotiate
{
    public static IEnumerable<WebPubSubServiceClient> CreateWithIdentities(Uri endpoint)
    {
        foreach (TokenCredential credential in new TokenCredential[]
        {
            new DefaultAzureCredential(), new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), new ClientSecretCredential("tenant", "client", "secret"), new AzureCliCredential(),
        })
        {
            yield return new WebPubSubServiceClient(endpoint, "chat", credential);
        }
    }

    public static IServiceCollection AddClients(this IServiceCollection services, string connectionString, Uri endpoint, IConfiguration section)
    {
        services.AddAzureClients(builder =>
        {
            builder.AddWebPubSubServiceClient(connectionString, "chat").WithName("key");
            builder.AddWebPubSubServiceClient(endpoint, "chat", new DefaultAzureCredential()).WithName("identity");
            builder.AddWebPubSubServiceClient(section).WithName("configured");
        });
        return services;
    }

    public static async Task<string> NegotiateAsync(WebPubSubServiceClient service, string user) =>
        (await service.GetClientAccessUriAsync(
            DateTimeOffset.UtcNow.AddHours(1), user, roles: new[] { "webpubsub.sendToGroup.lobby" }, groups: new[] { "lobby" }, clientProtocol: WebPubSubClientProtocol.Default)).AbsoluteUri;
}
