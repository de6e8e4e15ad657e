// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WebPubSub.FunctionHost;

/// <summary>
/// Runs the HTTP functions of an isolated worker program in this process, in place of the Azure Functions host. It listens on a real port, selects the function by
/// the route and the methods of its trigger, and creates a service scope for each invocation.
/// </summary>
public sealed class FunctionAppHost : IAsyncDisposable
{
    private readonly IHost _program;
    private readonly WebApplication _server;

    private FunctionAppHost(IHost program, WebApplication server)
    {
        _program = program;
        _server = server;
    }

    /// <summary>Gets the address of the host, which ends with a slash.</summary>
    public Uri Address => new(_server.Urls.Single() + "/");

    /// <summary>Gets or sets the user whom the platform has authenticated; <see langword="null"/> if no user is signed in.</summary>
    public ClaimsIdentity? User { get; set; }

    /// <summary>Builds the services of the program and listens on a free port. The arguments can set configuration keys.</summary>
    public static async Task<FunctionAppHost> StartAsync(Assembly program, params string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        WebApplication server = builder.Build();
        var host = new FunctionAppHost(FunctionProgram.Build(program, arguments), server);
        foreach (HttpFunction function in HttpFunction.FindAll(program))
        {
            server.MapMethods(function.Path, function.Methods, http => host.InvokeAsync(function, http));
        }

        await server.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _program.Dispose();
    }

    private async Task InvokeAsync(HttpFunction function, HttpContext http)
    {
        await using AsyncServiceScope scope = _program.Services.CreateAsyncScope();
        var context = new InvocationContext(scope.ServiceProvider, http.RequestAborted);
        HttpResponseData response = await function.InvokeAsync(new InvocationRequest(context, http, User is null ? [] : [User]), http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers)
        {
            http.Response.Headers.Append(name, values.ToArray());
        }

        response.Body.Position = 0;
        await response.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
