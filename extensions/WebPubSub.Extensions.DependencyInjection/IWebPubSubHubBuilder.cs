// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using WebPubSub;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A builder that configures one hub. <c>AddHub</c> returns it.</summary>
/// <typeparam name="THub">The class of the hub.</typeparam>
/// <remarks>Further hubs and other registrations can follow in the same call chain.</remarks>
public interface IWebPubSubHubBuilder<THub> : IWebPubSubBuilder
    where THub : WebPubSubHub
{
    /// <summary>Adds a filter for the methods of this hub. It runs inside the filters of <c>AddHubFilter</c>, which apply to all hubs.</summary>
    /// <typeparam name="TFilter">The class of the filter. A filter is created for each event, in the scope of the request.</typeparam>
    /// <returns>The same builder.</returns>
    IWebPubSubHubBuilder<THub> AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter>()
        where TFilter : class, IWebPubSubHubFilter;
}
