// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>An application with one hub, on a real Kestrel server.</summary>
internal sealed class HandlerApp : IAsyncDisposable
{
    public const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    private readonly WebApplication _app;

    private HandlerApp(WebApplication app, CapturedLogs logs)
    {
        _app = app;
        Logs = logs;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public CapturedLogs Logs { get; }

    public HubCalls Calls => _app.Services.GetRequiredService<HubCalls>();

    public IServiceProvider Services => _app.Services;

    public static async Task<HandlerApp> StartAsync(
        Action<WebPubSubOptions>? configure = null,
        string path = "/eventhandler",
        Action<IWebPubSubBuilder>? build = null,
        Action<WebApplication>? map = null,
        string environment = "Production",
        bool allowsEmulatorKey = true)
    {
        var logs = new CapturedLogs();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<HubCalls>();
        builder.Services.AddScoped<RequestScoped>();
        IWebPubSubBuilder webPubSub =
            builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={Key};Version=1.0;").AddHub<RecordingHub>("chat");
        build?.Invoke(webPubSub);
        builder.Services.ConfigureAll<WebPubSubOptions>(options => options.AllowEmulatorAccessKey = allowsEmulatorKey); // the literal requests are signed with this key, and some name other hosts
        builder.Services.Configure(configure ?? (_ => { }));
        WebApplication app = builder.Build();
        (map ?? (application => application.MapWebPubSubHub<RecordingHub>(path)))(app);
        await app.StartAsync();
        return new HandlerApp(app, logs);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
