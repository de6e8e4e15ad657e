// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.Hosting;

/// <summary>The emulator in an application under development. This type connects AddDevelopmentEmulator with the package WebPubSub.Emulator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWebPubSubDevelopmentEmulator
{
    /// <summary>Adds the emulator to an application.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="isNeeded">Returns whether the emulator must start with the application.</param>
    void AddTo(IServiceCollection services, Func<IServiceProvider, bool> isNeeded);

    /// <summary>Gets the connection string of the emulator. It is valid before the emulator starts.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The connection string.</returns>
    string GetConnectionString(IServiceProvider services);
}
