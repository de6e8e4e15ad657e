// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WebPubSub.Emulator.Connections;

namespace WebPubSub.Simulation.Network;

/// <summary>The request of a client, in the form in which ASP.NET Core passes it to the emulator. Its WebSocket is an in-memory socket.</summary>
internal sealed class SimulatedRequest : IHttpWebSocketFeature, IHttpUpgradeFeature, IHttpRequestLifetimeFeature
{
    private readonly Func<string, Link> _accept;
    private readonly TaskCompletionSource<Link> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Link? _link;

    public SimulatedRequest(Uri uri, string subprotocol, Func<string, Link> accept)
    {
        _accept = accept;
        Http = new DefaultHttpContext();
        Http.Request.Method = "GET";
        Http.Request.Scheme = "http";
        Http.Request.Host = new HostString(uri.Authority);
        Http.Request.Path = uri.AbsolutePath;
        Http.Request.QueryString = new QueryString(uri.Query);
        Http.Request.RouteValues["hub"] = uri.Segments[^1];
        Http.Request.Headers.SecWebSocketProtocol = subprotocol;
        Http.Features.Set<IHttpWebSocketFeature>(this);
        Http.Features.Set<IHttpUpgradeFeature>(new BatchingUpgrade(this));
        Http.Features.Set<IHttpRequestLifetimeFeature>(this);
        Http.Features.Get<IHttpRequestFeature>()!.RawTarget = uri.PathAndQuery;
    }

    public HttpContext Http { get; }

    /// <summary>Gets the task that completes when the service has accepted the WebSocket.</summary>
    public Task<Link> Accepted => _accepted.Task;

    public bool IsWebSocketRequest => true;

    public bool IsUpgradableRequest => true;

    public CancellationToken RequestAborted { get; set; }

    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        _link = _accept(context.SubProtocol ?? "");
        RequestAborted = _link.ServerLost;
        _accepted.SetResult(_link);
        return Task.FromResult<WebSocket>(_link.Server);
    }

    public Task<Stream> UpgradeAsync() => throw new NotSupportedException("The simulation opens no streams.");

    public void Abort() => _link?.AbortAtServer();
}
