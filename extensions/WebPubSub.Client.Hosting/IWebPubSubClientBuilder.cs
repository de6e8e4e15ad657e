// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A builder of a registered WebSocket client. <c>AddWebPubSubClient</c> returns it.</summary>
public interface IWebPubSubClientBuilder
{
    /// <summary>Gets the services of the application.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets the name of the client, which is the name of its <c>WebPubSubClientOptions</c>.</summary>
    /// <value>Empty for the client of <c>AddWebPubSubClient</c>. Otherwise the key that was passed to <c>AddKeyedWebPubSubClient</c>.</value>
    string Name { get; }
}
