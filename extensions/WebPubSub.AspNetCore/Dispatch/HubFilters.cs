// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.AspNetCore.Dispatch;

/// <summary>The filters of a hub: the filters for all hubs, then the filters for this hub only.</summary>
internal sealed class HubFilters(Type hubType, IServiceProvider application)
{
    private readonly bool _any = application.GetService<IServiceProviderIsService>()?.IsService(typeof(IWebPubSubHubFilter)) != false;
    private readonly bool _anyOfHub = application.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(IWebPubSubHubFilter), hubType) != false;

    /// <summary>Returns the filters, starting with the outermost filter.</summary>
    /// <param name="services">The services of the request.</param>
    public IWebPubSubHubFilter[] Get(IServiceProvider services) => (_any, _anyOfHub) switch
    {
        (false, false) => [],
        (true, false) => [.. services.GetServices<IWebPubSubHubFilter>()],
        _ => [.. services.GetServices<IWebPubSubHubFilter>(), .. services.GetKeyedServices<IWebPubSubHubFilter>(hubType)],
    };
}
