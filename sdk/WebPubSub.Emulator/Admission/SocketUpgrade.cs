// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Admission;

/// <summary>Makes a WebSocket of a request.</summary>
internal sealed class SocketUpgrade(HubSettings settings)
{
    // Nothing is read from a client while an event of it is handled, for up to 100 s: a shorter timeout would take it for dead.
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(120);
    private static readonly WebPubSubEmulatorHubOptions NothingSet = new();

    public Task<WebSocket> AcceptAsync(HttpContext http, string hub, string? subprotocol) => http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
    {
        SubProtocol = subprotocol,
        KeepAliveInterval = (settings.Find(hub) ?? NothingSet).WebSocketKeepAliveInterval,
        KeepAliveTimeout = KeepAliveTimeout,
    });
}
