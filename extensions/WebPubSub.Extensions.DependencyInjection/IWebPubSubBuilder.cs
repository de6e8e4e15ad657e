// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds hubs to an application. <c>AddWebPubSub</c> returns it.</summary>
/// <remarks>It is the service collection of the application as well, so that other registrations can follow, as after <c>AddWebPubSub</c> of the official package.</remarks>
public interface IWebPubSubBuilder : IServiceCollection
{
    /// <summary>Gets the services of the application.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the name of the resource that hubs are added to: that of its <c>WebPubSubOptions</c> and the key of its clients.</summary>
    /// <value>Empty for the resource of <c>AddWebPubSub</c>, the key that <c>AddKeyedWebPubSub</c> was given otherwise.</value>
    string Name { get; }
}
