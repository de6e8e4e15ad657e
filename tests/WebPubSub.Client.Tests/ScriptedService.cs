// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using WebPubSub.TestUtilities;

namespace WebPubSub.Client.Tests;

/// <summary>A fake service that sends exactly the frames of a test.</summary>
public sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ScriptedPeer> _peers = Channel.CreateUnbounded<ScriptedPeer>();
    private readonly ConcurrentBag<ScriptedPeer> _all = [];
    private readonly Channel<string> _rejections = Channel.CreateUnbounded<string>();

    private ScriptedService(WebApplication app) => _app = app;

    public Uri ClientUri => new($"{_app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal)}/client/hubs/chat?access_token=old%2Btoken");

    /// <summary>Gets or sets the status with which handshakes are rejected, or 0 to accept them. The default is 0.</summary>
    public int RejectionStatus { get; set; }

    public static async Task<ScriptedService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var service = new ScriptedService(app);
        app.UseWebSockets();
        app.Run(service.AcceptAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>Waits for a client.</summary>
    public Task<ScriptedPeer> AcceptAsync() => _peers.Reader.ReadAsync().AsTask().WithTimeoutAsync("a client");

    /// <summary>Waits for a client and sends it a connected message.</summary>
    public async Task<ScriptedPeer> AcceptConnectedAsync(string connectionId = "c1", string? reconnectionToken = "t1")
    {
        ScriptedPeer peer = await AcceptAsync();
        string token = reconnectionToken is null ? "" : $$""","reconnectionToken":"{{reconnectionToken}}" """;
        await peer.SendAsync($$"""{"type":"system","event":"connected","userId":"ann","connectionId":"{{connectionId}}"{{token}}}""");
        return peer;
    }

    /// <summary>Waits for a rejected client and returns the query of its request.</summary>
    public Task<string> WaitForRejectionAsync() => _rejections.Reader.ReadAsync().AsTask().WithTimeoutAsync("a client to refuse");

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedPeer peer in _all)
        {
            peer.Abort();
        }

        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AcceptAsync(HttpContext http)
    {
        if (RejectionStatus != 0)
        {
            http.Response.StatusCode = RejectionStatus;
            _rejections.Writer.TryWrite(http.Request.QueryString.Value!);
            return;
        }

        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(http.WebSockets.WebSocketRequestedProtocols[^1]);
        var peer = new ScriptedPeer(socket, http.Request.QueryString.Value!);
        _all.Add(peer);
        _peers.Writer.TryWrite(peer);
        await peer.Ended;
    }
}
