// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A builder that adds the hubs of a resource to an application. <c>AddWebPubSub</c> returns it.</summary>
/// <remarks>
/// The builder is also the service collection of the application. Other registrations can follow in the same call chain, as with <c>AddWebPubSub</c> of the
/// official package.
/// </remarks>
public interface IWebPubSubBuilder : IServiceCollection
{
    /// <summary>Gets the services of the application.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the name of the resource, which is the name of its <c>WebPubSubOptions</c> and the key of its clients.</summary>
    /// <value>Empty for the resource of <c>AddWebPubSub</c>. Otherwise the key that was passed to <c>AddKeyedWebPubSub</c>.</value>
    string Name { get; }
}
