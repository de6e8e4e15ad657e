// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.Emulator.DependencyInjection;

/// <summary>Redirects <c>/live</c> of the application to the live page of the emulator, unless the application has an endpoint at this path.</summary>
internal sealed class LiveRedirect(IServiceProvider services) : IStartupFilter
{
    public const string Path = "/live";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        app.Use(RedirectAsync);
    };

    private Task RedirectAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase) || !services.GetRequiredService<DevelopmentStartup>().IsRunning)
        {
            return next(http);
        }

        http.Response.Redirect(services.GetRequiredService<WebPubSubEmulator>().Endpoint.AbsoluteUri);
        return Task.CompletedTask;
    }
}
