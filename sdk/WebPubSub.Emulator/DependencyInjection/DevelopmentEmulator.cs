// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebPubSub.Hosting;

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>Adds the emulator to an application under development. <c>AddDevelopmentEmulator</c> finds this type by its name.</summary>
internal sealed class DevelopmentEmulator : IWebPubSubDevelopmentEmulator
{
    public void AddTo(IServiceCollection services, Func<IServiceProvider, bool> isNeeded)
    {
        services.AddSingleton(new DevelopmentNeed(isNeeded));
        if (services.Any(service => service.ServiceType == typeof(DevelopmentStartup)))
        {
            return; // another resource has added the emulator, which serves all resources
        }

        services.AddEmulatorServices(options => options.Port = 0); // any free port
        services.AddSingleton<MappedHubs>();
        services.AddSingleton<IPostConfigureOptions<WebPubSubEmulatorOptions>>(provider => provider.GetRequiredService<MappedHubs>());
        services.AddSingleton(provider => new DevelopmentStartup(provider));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DevelopmentStartup>());
        services.AddSingleton<IStartupFilter>(provider => new LiveRedirect(provider));
    }

    public string GetConnectionString(IServiceProvider services) => services.GetRequiredService<WebPubSubEmulator>().ConnectionString;
}
