// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.IntegrationTests;

// The snippet of extensions/WebPubSub.Presence/README.md.
internal static class PresenceExamples
{
    internal sealed class ChatHub : WebPubSubHub;

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        // <presence>
        services.AddWebPubSub(configuration.GetConnectionString("WebPubSub")).AddHub<ChatHub>().AddPresence();
        // </presence>
    }
}
