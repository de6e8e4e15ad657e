// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Presence.Simulation.Instances;

/// <summary>A proxy that sends each event to the next instance of the application of those that it knows.</summary>
internal sealed class RoundRobin : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly WebApplication _app;
    private Uri[] _instances = [];
    private int _next;

    private RoundRobin(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<RoundRobin> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var proxy = new RoundRobin(app);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public void SetInstances(params Uri[] instances) => Volatile.Write(ref _instances, instances);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        Uri[] instances = Volatile.Read(ref _instances);
        if (instances.Length == 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        Uri instance = instances[(int)((uint)Interlocked.Increment(ref _next) % (uint)instances.Length)];
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(instance, http.Request.Path));
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach ((string name, StringValues value) in http.Request.Headers)
        {
            if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, (string?)value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (string?)value);
            }
        }

        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)response.StatusCode;
            foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is "WebHook-Allowed-Origin" or "Content-Type" or "ce-connectionState"))
            {
                http.Response.Headers[name] = values.ToArray();
            }

            await response.Content.CopyToAsync(http.Response.Body);
        }
        catch (HttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // the emulator sends the event again
        }
    }
}
