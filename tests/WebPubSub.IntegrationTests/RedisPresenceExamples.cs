// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ChatHub = WebPubSub.IntegrationTests.PresenceExamples.ChatHub;

namespace WebPubSub.IntegrationTests;

// The snippet of extensions/WebPubSub.Presence.Redis/README.md.
internal static class RedisPresenceExamples
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        // <redis-presence>
        services.AddWebPubSub(configuration.GetConnectionString("WebPubSub"))
            .AddHub<ChatHub>()
            .AddPresence(presence => presence.UseRedis("localhost:6379"));
        // </redis-presence>
    }
}
