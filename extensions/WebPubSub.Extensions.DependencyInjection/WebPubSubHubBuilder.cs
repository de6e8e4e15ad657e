// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WebPubSub.Hubs;

namespace WebPubSub;

/// <summary>The builder of a hub.</summary>
internal sealed class WebPubSubHubBuilder<THub>(IServiceCollection services, string name) : WebPubSubBuilder(services, name), IWebPubSubHubBuilder<THub>
    where THub : WebPubSubHub
{
    public IWebPubSubHubBuilder<THub> AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>()
        where TFilter : class, IWebPubSubHubFilter
    {
        Services.TryAddEnumerable(ServiceDescriptor.KeyedScoped<IWebPubSubHubFilter, TFilter>(typeof(THub)));
        Services.AddSingleton(new FilterDeclaration(typeof(THub), TFilter.Events));
        return this;
    }
}
