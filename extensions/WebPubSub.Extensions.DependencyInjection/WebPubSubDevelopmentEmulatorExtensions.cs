// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebPubSub;
using WebPubSub.Development;
using WebPubSub.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods for an application under development.</summary>
public static class WebPubSubDevelopmentEmulatorExtensions
{
    private const string EmulatorType = "WebPubSub.Emulator.DependencyInjection.DevelopmentEmulator, WebPubSub.Emulator";

    /// <summary>
    /// Runs the emulator inside the application while it is under development: if the environment is Development and the resource has no endpoint, the emulator starts
    /// with the application, the service clients use it, and it sends the events of each mapped hub to this application. <c>/live</c> redirects to its live page.
    /// </summary>
    /// <param name="builder">The builder of the resource.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The method was already called for this resource, or the services contain no <see cref="IHostEnvironment"/>.
    /// </exception>
    /// <remarks>
    /// In other environments, the method does nothing, and the application does not start without an endpoint. The emulator is found by its name, so a published
    /// application does not need it: reference the package with <c>Publish="false"</c>. If the emulator is needed and the package is missing, the application does not
    /// start.
    /// </remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub"))
    ///     .AddHub&lt;ChatHub&gt;()
    ///     .AddDevelopmentEmulator();
    /// </code>
    /// </example>
    public static IWebPubSubBuilder AddDevelopmentEmulator(this IWebPubSubBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (!FindEnvironment(services).IsDevelopment())
        {
            return builder;
        }

        string name = builder.Name;
        if (services.Any(service => service.ServiceType == typeof(DevelopmentResource) && Equals(service.ServiceKey, name)))
        {
            throw new InvalidOperationException($"AddDevelopmentEmulator was called twice for {Describe(name)}. One emulator serves all of its hubs: remove the second call.");
        }

        IWebPubSubDevelopmentEmulator? emulator = CreateEmulator();
        services.AddKeyedSingleton(name, (provider, _) => new DevelopmentResource(name, emulator, provider));
        services.AddSingleton<IPostConfigureOptions<WebPubSubOptions>>(provider => provider.GetRequiredKeyedService<DevelopmentResource>(name));
        emulator?.AddTo(services, provider => IsNeeded(provider, name));
        return builder;
    }

    private static bool IsNeeded(IServiceProvider provider, string name)
    {
        _ = provider.GetRequiredService<IOptionsMonitor<WebPubSubOptions>>().Get(name);
        return provider.GetRequiredKeyedService<DevelopmentResource>(name).IsUsed;
    }

    // The hosts of .NET add their environment as an instance.
    private static IHostEnvironment FindEnvironment(IServiceCollection services) =>
        services.Where(service => !service.IsKeyedService && service.ServiceType == typeof(IHostEnvironment)).Select(service => service.ImplementationInstance).OfType<IHostEnvironment>().LastOrDefault()
        ?? throw new InvalidOperationException(
            "AddDevelopmentEmulator needs the environment of the application, but the services contain no IHostEnvironment. Call it with the services of WebApplication.CreateBuilder or Host.CreateApplicationBuilder.");

    // Returns null if the package is missing. An application with a connection string does not need it.
    private static IWebPubSubDevelopmentEmulator? CreateEmulator() =>
        Type.GetType(EmulatorType) is { } type ? (IWebPubSubDevelopmentEmulator)Activator.CreateInstance(type)! : null;

    private static string Describe(string name) => name.Length == 0 ? "the resource of AddWebPubSub" : $"the resource '{name}'";
}
