// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;
using WebPubSub.Hosting;

namespace WebPubSub.Development;

/// <summary>The endpoint of the emulator for a resource that has no endpoint. It is set after all other configuration.</summary>
internal sealed class DevelopmentResource(string name, IWebPubSubDevelopmentEmulator? emulator, IServiceProvider services) : IPostConfigureOptions<WebPubSubOptions>
{
    private readonly Lock _lock = new();
    private WebPubSubServiceEndpoint? _endpoint;

    /// <summary>Gets whether the resource uses the emulator.</summary>
    public bool IsUsed { get; private set; }

    public void PostConfigure(string? resource, WebPubSubOptions options)
    {
        if (resource != name || options.Endpoints.Count > 0)
        {
            return;
        }

        if (emulator is null)
        {
            throw new InvalidOperationException(
                "No connection string is set, and AddDevelopmentEmulator needs the package WebPubSub.Emulator. Add it with 'dotnet add package WebPubSub.Emulator', and set "
                + "Publish=\"false\" on its reference. Or set a connection string, for example in the environment variable ConnectionStrings__WebPubSub.");
        }

        lock (_lock)
        {
            options.ServiceEndpoint = _endpoint ??= new WebPubSubServiceEndpoint(emulator.GetConnectionString(services));
            IsUsed = true;
        }
    }
}
