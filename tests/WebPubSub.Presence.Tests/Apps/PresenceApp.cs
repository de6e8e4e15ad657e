// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator;
using WebPubSub.TestUtilities;

namespace WebPubSub.Presence.Tests.Apps;

/// <summary>An application with presence. It and the emulator communicate over real sockets.</summary>
internal sealed class PresenceApp<THub> : IAsyncDisposable
    where THub : WebPubSubHub
{
    private readonly WebApplication _app;

    private PresenceApp(WebApplication app, WebPubSubEmulator emulator, CapturedLogs logs)
    {
        _app = app;
        Emulator = emulator;
        Logs = logs;
    }

    public WebPubSubEmulator Emulator { get; }

    public CapturedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public IWebPubSubPresence<THub> Presence => Services.GetRequiredService<IWebPubSubPresence<THub>>();

    public Uri Address => new(_app.Urls.Single());

    public HubLog Hub => Services.GetRequiredService<HubLog>();

    /// <param name="emulator">The emulator.</param>
    /// <param name="events">The events that the emulator sends. The default is the events that the hub and presence need.</param>
    /// <param name="addEventHandler">Whether the emulator sends the events to this application.</param>
    /// <param name="middleware">A middleware that sees each event first.</param>
    /// <param name="configure">Sets the options of presence. By default, there is no grace period, and only the test compares presence with the service.</param>
    public static async Task<PresenceApp<THub>> StartAsync(WebPubSubEmulator emulator, WebPubSubHubEvents? events = null, Action<WebPubSubPresenceOptions>? configure = null, Func<HttpContext, RequestDelegate, Task>? middleware = null, bool addEventHandler = true)
    {
        var logs = new CapturedLogs();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<HubLog>();
        builder.Services.AddHealthChecks().AddWebPubSubPresence<THub>();
        builder.Services.AddWebPubSub(emulator.ConnectionString).AddHub<THub>("chat").AddPresence(options =>
        {
            options.GracePeriod = TimeSpan.Zero;
            options.ReconciliationPeriod = TimeSpan.FromHours(1);
            configure?.Invoke(options);
        });
        WebApplication app = builder.Build();
        if (middleware is not null)
        {
            app.Use(middleware);
            app.UseRouting();
        }

        app.MapWebPubSubHub<THub>("/eventhandler");
        await app.StartAsync();
        if (addEventHandler)
        {
            emulator.AddEventHandler(
                "chat", app.Urls.Single() + "/eventhandler", events ?? app.Services.GetRequiredService<WebPubSubHubRegistry>().GetEvents<THub>());
        }

        return new PresenceApp<THub>(app, emulator, logs);
    }

    public async Task<TestSocket> ConnectAsync(string? userId, params string[] groups)
    {
        (TestSocket socket, _) = await TestSocket.ConnectJsonAsync(
            TestToken.ClientUri(Emulator.Endpoint, userId: userId, groups: groups, roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"]));
        return socket;
    }

    /// <summary>Waits until the users are these, such as <c>ann:2 bob:1</c>.</summary>
    public Task WaitForUsersAsync(string users, string? group = null)
    {
        string last = "";
        return TestTimeout.UntilAsync(async () => (last = await DescribeUsersAsync(group)) == users, $"'{users}'");
    }

    public async Task<string> DescribeUsersAsync(string? group = null) =>
        string.Join(' ', (await Presence.GetUsersAsync(group)).Select(user => $"{user.UserId}:{user.Connections}"));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
