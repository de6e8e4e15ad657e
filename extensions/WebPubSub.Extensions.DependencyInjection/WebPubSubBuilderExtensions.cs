// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebPubSub;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds hubs to an application.</summary>
public static class WebPubSubBuilderExtensions
{
    /// <summary>Registers a hub: the class that handles its events, and <see cref="WebPubSubServiceClient{THub}"/> to talk to its clients.</summary>
    /// <typeparam name="THub">The class; made once per event, in the scope of the request.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="hubName">The name of the hub at the service; the name of the class when not given.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is no hub name.</exception>
    /// <remarks>A name that two classes share, or a class with two names, stops the start of the application.</remarks>
    public static IWebPubSubBuilder AddHub<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THub>(
        this IWebPubSubBuilder builder, string? hubName = null)
        where THub : WebPubSubHub
    {
        ArgumentNullException.ThrowIfNull(builder);
        string name = hubName ?? typeof(THub).Name;
        if (!WebPubSubNames.IsValidHub(name))
        {
            throw new ArgumentException(
                $"'{name}' is not a hub name: it must start with a letter, followed by up to 127 letters, digits or one of the characters _ ` , . [ ].",
                nameof(hubName));
        }

        builder.Services.TryAddScoped<THub>();
        builder.Services.TryAddSingleton(CreateClient<THub>);
        builder.Services.Configure<WebPubSubHubOptions>(options => Register(options, new WebPubSubHubRegistration(typeof(THub), name)));
        return builder;
    }

    /// <summary>Registers a hub under the name of its class; the official packages' name for <see cref="AddHub{THub}"/>.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebPubSubBuilder AddWebPubSubServiceClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THub>(
        this IWebPubSubBuilder builder)
        where THub : WebPubSubHub =>
        builder.AddHub<THub>();

    private static void Register(WebPubSubHubOptions options, WebPubSubHubRegistration registration)
    {
        string? existing = options.FindName(registration.HubType);
        if (existing is null)
        {
            options.Hubs.Add(registration);
        }
        else if (!string.Equals(existing, registration.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"{registration.HubType.Name} is registered under two hub names, '{existing}' and '{registration.HubName}': derive a class for one of them.");
        }
    }

    private static WebPubSubServiceClient<THub> CreateClient<THub>(IServiceProvider services)
        where THub : WebPubSubHub
    {
        string name = services.GetRequiredService<IOptions<WebPubSubHubOptions>>().Value.FindName(typeof(THub))!;
        return new WebPubSubServiceClient<THub>(services.GetRequiredService<IOptions<WebPubSubOptions>>().Value.ServiceEndpoint!, name);
    }
}
