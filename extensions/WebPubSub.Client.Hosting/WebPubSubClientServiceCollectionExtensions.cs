// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebPubSub.Client;
using WebPubSub.Client.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register WebSocket clients.</summary>
public static class WebPubSubClientServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="WebPubSubClient"/> as a singleton service. The client logs with the logger factory of the application.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="credentialFactory">
    /// Returns the credential of the client, usually a <see cref="WebPubSubNegotiateCredential"/>. It is called once.
    /// </param>
    /// <param name="configure">Configures the options of the client.</param>
    /// <returns>A builder for the client.</returns>
    /// <exception cref="InvalidOperationException">The method was already called. For several clients, use <see cref="AddKeyedWebPubSubClient"/>.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddWebPubSubClient(services => new WebPubSubNegotiateCredential(new HttpClient(), new Uri("https://chat.contoso.com/negotiate")))
    ///     .StartWithApplication();
    /// </code>
    /// </example>
    public static IWebPubSubClientBuilder AddWebPubSubClient(
        this IServiceCollection services, Func<IServiceProvider, WebPubSubClientCredential> credentialFactory, Action<WebPubSubClientOptions>? configure = null)
    {
        IWebPubSubClientBuilder builder = services.Add(Options.Options.DefaultName, credentialFactory, configure);
        services.AddSingleton(provider => provider.CreateClient(Options.Options.DefaultName, credentialFactory));
        return builder;
    }

    /// <summary>Registers one of several clients. Inject it with <c>[FromKeyedServices(key)] WebPubSubClient</c>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="serviceKey">The key of the client and the name of its <see cref="WebPubSubClientOptions"/>. It must not be empty.</param>
    /// <param name="credentialFactory">Returns the credential of the client. It is called once.</param>
    /// <param name="configure">Configures the options of the client.</param>
    /// <returns>A builder for the client.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="InvalidOperationException">A client with this key is already registered.</exception>
    public static IWebPubSubClientBuilder AddKeyedWebPubSubClient(
        this IServiceCollection services,
        string serviceKey,
        Func<IServiceProvider, WebPubSubClientCredential> credentialFactory,
        Action<WebPubSubClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        IWebPubSubClientBuilder builder = services.Add(serviceKey, credentialFactory, configure);
        services.AddKeyedSingleton(serviceKey, (provider, _) => provider.CreateClient(serviceKey, credentialFactory));
        return builder;
    }

    private static WebPubSubClientBuilder Add(
        this IServiceCollection services, string name, Func<IServiceProvider, WebPubSubClientCredential> credentialFactory, Action<WebPubSubClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(credentialFactory);
        if (services.FindRegistration(name) is not null)
        {
            throw new InvalidOperationException(name.Length == 0
                ? "AddWebPubSubClient was called twice. Use AddKeyedWebPubSubClient for a second client."
                : $"A client with the key '{name}' is already registered. Use another key.");
        }

        services.AddSingleton(new ClientRegistration(name));
        OptionsBuilder<WebPubSubClientOptions> options = services.AddOptions<WebPubSubClientOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure<IServiceProvider>(UseServices);
        return new WebPubSubClientBuilder(services, name);
    }

    internal static ClientRegistration? FindRegistration(this IServiceCollection services, string name) =>
        services.Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<ClientRegistration>().FirstOrDefault(registration => registration.Name == name);

    private static WebPubSubClient CreateClient(this IServiceProvider services, string name, Func<IServiceProvider, WebPubSubClientCredential> credentialFactory) =>
        new(credentialFactory(services), services.GetRequiredService<IOptionsMonitor<WebPubSubClientOptions>>().Get(name));

    private static void UseServices(WebPubSubClientOptions options, IServiceProvider services)
    {
        if (ReferenceEquals(options.LoggerFactory, NullLoggerFactory.Instance))
        {
            options.LoggerFactory = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        }

        if (ReferenceEquals(options.TimeProvider, TimeProvider.System))
        {
            options.TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
        }
    }
}
