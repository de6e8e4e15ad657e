// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.IntegrationTests;

/// <summary>An application with a hub and an emulator. They communicate over real sockets in both directions.</summary>
internal sealed class EndToEndApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EndToEndApp(WebApplication app, CapturedLogs logs)
    {
        _app = app;
        Logs = logs;
    }

    public CapturedLogs Logs { get; }

    public WebPubSubEmulator Emulator => _app.Services.GetRequiredService<WebPubSubEmulator>();

    public WebPubSubServiceClient<EchoHub> Service => _app.Services.GetRequiredService<WebPubSubServiceClient<EchoHub>>();

    public HubLog Hub => _app.Services.GetRequiredService<HubLog>();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EndToEndApp> StartAsync()
    {
        var logs = new CapturedLogs();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<HubLog>();
        builder.Services.AddWebPubSubEmulator(options =>
        {
            options.Port = 0;
            options.AddEventHandler("echo", "/events/{hub}/{event}");
        });
        builder.Services.AddOptions<WebPubSubOptions>().Configure<WebPubSubEmulator>(
            (options, emulator) => options.ServiceEndpoint = new WebPubSubServiceEndpoint(emulator.ConnectionString));
        builder.Services.AddWebPubSub().AddHub<EchoHub>("echo");
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<EchoHub>("/events");
        await app.StartAsync();
        return new EndToEndApp(app, logs);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
