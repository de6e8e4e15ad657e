// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Admission;

/// <summary>Upgrades requests to WebSockets.</summary>
internal sealed class SocketUpgrade(HubSettings settings)
{
    // The emulator does not read from a client while an event handler handles one of its events, for up to 100 s. A shorter timeout would end the connection.
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(120);
    private static readonly WebPubSubEmulatorHubOptions DefaultOptions = new();

    public Task<WebSocket> AcceptAsync(HttpContext http, string hub, string? subprotocol) => http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
    {
        SubProtocol = subprotocol,
        KeepAliveInterval = (settings.Find(hub) ?? DefaultOptions).WebSocketKeepAliveInterval,
        KeepAliveTimeout = KeepAliveTimeout,
    });
}
