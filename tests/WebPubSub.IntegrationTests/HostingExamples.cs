// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebPubSub.Client;

namespace WebPubSub.IntegrationTests;

// The snippets of extensions/WebPubSub.Client.Hosting/README.md.
internal static class HostingExamples
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        // <hosted-client>
        services.AddWebPubSubClient(_ => new WebPubSubNegotiateCredential(new HttpClient(), new Uri("https://chat.contoso.com/negotiate")))
            .BindConfiguration(configuration.GetSection("WebPubSubClient"))
            .StartWithApplication();
        services.AddHealthChecks().AddWebPubSubClient();
        // </hosted-client>
    }
}
