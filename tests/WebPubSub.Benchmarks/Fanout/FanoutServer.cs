// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebPubSub.Benchmarks.Handler;
using WebPubSub.Emulator;

namespace WebPubSub.Benchmarks.Fanout;

/// <summary>A compared server in a separate process: <c>bare</c>, <c>exchange</c>, <c>signalr</c> or <c>emulator</c>.</summary>
/// <remarks>
/// The server prints its address. Then it answers each line of the input until the input ends. For <c>memory</c>, it prints its working set after a garbage
/// collection. For <c>allocated</c>, it prints the number of bytes that it has allocated.
/// </remarks>
internal static class FanoutServer
{
    public static async Task RunAsync(string kind)
    {
        await using IAsyncDisposable server = kind switch
        {
            "bare" => await StartBareAsync(),
            "exchange" => await StartExchangeAsync(),
            "signalr" => await StartSignalRAsync(),
            _ => await StartEmulatorAsync(),
        };
        while (await Console.In.ReadLineAsync() is { } question)
        {
            Console.WriteLine((question == "memory" ? MeasureMemory() : GC.GetTotalAllocatedBytes(precise: true)).ToString(CultureInfo.InvariantCulture));
        }
    }

    // Writes the frame that the emulator would write to each client, one after another.
    private static async Task<WebApplication> StartBareAsync()
    {
        var clients = new ConcurrentDictionary<WebSocket, byte>();
        WebApplication app = CreateBuilder().Build();
        app.UseWebSockets();
        app.Map("/client/hubs/chat", async http =>
        {
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(http.WebSockets.WebSocketRequestedProtocols[0]);
            clients.TryAdd(socket, 0);
            await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        });
        app.Map("/publish", async http =>
        {
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            WebSocket[] members = [.. clients.Keys];
            byte[] frame = Encoding.UTF8.GetBytes(
                $$"""{"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"{{FanoutBenchmark.Text}}"}""");
            byte[] buffer = new byte[4096];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType == WebSocketMessageType.Text)
            {
                foreach (WebSocket member in members)
                {
                    await member.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
            }
        });
        return await StartAsync(app);
    }

    // Uses only the platform for the work that the emulator does for an event: it receives a frame, posts it to an HTTP endpoint, and sends the answer back as a
    // frame.
    private static async Task<WebApplication> StartExchangeAsync()
    {
        WebApplication endpoint = CreateBuilder().Build();
        endpoint.MapPost("/eventhandler", async http => await http.Request.Body.CopyToAsync(http.Response.Body));
        await endpoint.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(endpoint.Urls.Single()) };
        WebApplication app = CreateBuilder().Build();
        app.UseWebSockets();
        app.Map("/client/hubs/chat", async context =>
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols[0]);
            byte[] buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } frame)
            {
                using HttpResponseMessage response = await http.PostAsync("/eventhandler", new ByteArrayContent(buffer, 0, frame.Count));
                await socket.SendAsync(await response.Content.ReadAsByteArrayAsync(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        });
        return await StartAsync(app);
    }

    private static double MeasureMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    private static async Task<WebApplication> StartSignalRAsync()
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddSignalR(signalR => signalR.ClientTimeoutInterval = TimeSpan.FromMinutes(10)); // the clients of this benchmark send no pings
        WebApplication app = builder.Build();
        app.MapHub<FanoutHub>("/hub");
        return await StartAsync(app);
    }

    // Starts the emulator and an application that handles its events, as in real use.
    private static async Task<WebApplication> StartEmulatorAsync()
    {
        WebApplicationBuilder builder = CreateBuilder();
        builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={HandlerBenchmark.Key}").AddHub<CountingHub>("chat");
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<CountingHub>("/eventhandler");
        await app.StartAsync();
        var options = new WebPubSubEmulatorOptions { Host = "127.0.0.1", Port = 0, Hubs = { ["chat"] = new() } };
        options.Hubs["chat"].EventHandlers.Add(new() { UrlTemplate = app.Urls.Single() + "/eventhandler", EventPattern = "*" });
        WebPubSubEmulator emulator = await WebPubSubEmulator.StartAsync(options);
        Console.WriteLine(emulator.Endpoint);
        return app;
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    private static async Task<WebApplication> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        return app;
    }
}
