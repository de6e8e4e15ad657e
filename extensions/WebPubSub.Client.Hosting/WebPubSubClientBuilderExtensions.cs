// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Client;
using WebPubSub.Client.Hosting;
using WebPubSub.Client.Hosting.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods for a registered WebSocket client.</summary>
public static class WebPubSubClientBuilderExtensions
{
    /// <summary>
    /// Starts the client with the application, and stops it with the application. The start of the application does not wait for the connection. If the client cannot
    /// connect, it tries again after 1, 2, 4 and at most 30 seconds, and logs each failure.
    /// </summary>
    /// <param name="builder">The builder of the client.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The method was already called for this client.</exception>
    public static IWebPubSubClientBuilder StartWithApplication(this IWebPubSubClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ClientRegistration? registration = builder.Services.FindRegistration(builder.Name);
        if (registration is not { StartsWithApplication: false })
        {
            throw new InvalidOperationException("StartWithApplication was called twice for one client. Remove the second call.");
        }

        registration.StartsWithApplication = true;
        string name = builder.Name;
        builder.Services.AddSingleton<IHostedService>(services => new ClientStartup(
            services.FindClient(name),
            name,
            services.GetRequiredService<IOptionsMonitor<WebPubSubClientOptions>>().Get(name).TimeProvider,
            services.GetRequiredService<ILogger<ClientStartup>>()));
        return builder;
    }

    /// <summary>Reads the options of the client from a configuration section.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="section">
    /// The section. The keys are the names of the properties of <see cref="WebPubSubClientOptions"/> that are numbers, times or Boolean values, such as
    /// <c>MessageTimeout</c> with the value <c>00:00:30</c>. Other keys are ignored.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>An invalid value throws <see cref="ArgumentException"/> when the client is created. The message names the key.</remarks>
    public static IWebPubSubClientBuilder BindConfiguration(this IWebPubSubClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.AddOptions<WebPubSubClientOptions>(builder.Name).Configure(options => ClientSection.Apply(section, options));
        return builder;
    }

    internal static WebPubSubClient FindClient(this IServiceProvider services, string name) => name.Length == 0
        ? services.GetRequiredService<WebPubSubClient>()
        : services.GetRequiredKeyedService<WebPubSubClient>(name);
}
