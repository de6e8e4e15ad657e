// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds hubs to an application; made by <c>AddWebPubSub</c>.</summary>
public interface IWebPubSubBuilder
{
    /// <summary>Gets the services of the application.</summary>
    IServiceCollection Services { get; }
}
