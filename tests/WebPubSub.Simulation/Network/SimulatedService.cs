// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Emulator.Configuration;
using WebPubSub.Emulator.Hosting;

namespace WebPubSub.Simulation.Network;

/// <summary>The core of the emulator behind an in-memory network. A restart loses all connections.</summary>
internal sealed class SimulatedService
{
    public const string Hub = "chat";

    private static readonly Uri Endpoint = new("http://simulation");

    private readonly TimeProvider _time;
    private readonly Func<UserEventRequest, WebPubSubEventResponse?> _handleEvent;
    private readonly EmulatorLimits _limits;

    public SimulatedService(TimeProvider time, EmulatorLimits limits, Func<UserEventRequest, WebPubSubEventResponse?> handleEvent)
    {
        _time = time;
        _limits = limits;
        _handleEvent = handleEvent;
        Core = CreateCore();
    }

    public EmulatorCore Core { get; private set; }

    /// <summary>Returns a client access URI that is valid in all simulations.</summary>
    public static Uri CreateUri(string userId) => new WebPubSubServiceClient($"Endpoint={Endpoint};AccessKey={WebPubSubEmulatorOptions.DefaultAccessKey}", Hub)
        .GetClientAccessUri(userId: userId, roles: ["webpubsub.joinLeaveGroup", "webpubsub.sendToGroup"], expiresAfter: TimeSpan.FromDays(30));

    /// <summary>Restarts the service: a new core replaces the old one, and all connections end.</summary>
    public async Task RestartAsync()
    {
        EmulatorCore old = Core;
        Core = CreateCore();
        await old.CloseAsync();
    }

    public Task StopAsync() => Core.CloseAsync();

    /// <summary>Opens a WebSocket for a client.</summary>
    public async Task<(WebSocket Socket, Link Link)> OpenAsync(Uri uri, string subprotocol, Func<string, Link> createLink)
    {
        var request = new SimulatedRequest(uri, subprotocol, createLink);
        Task serving = Core.Clients.InvokeAsync(request.Http);
        await Task.WhenAny(request.Accepted, serving);
        if (!request.Accepted.IsCompleted)
        {
            throw new ConnectFailedException($"The service rejected the connection ({request.Http.Response.StatusCode}).", request.Http.Response.StatusCode);
        }

        Link link = await request.Accepted;
        return (link.Client, link);
    }

    private EmulatorCore CreateCore()
    {
        var options = new WebPubSubEmulatorOptions { TimeProvider = _time, EventRetryDelays = [], TraceCapacity = 1, Limits = _limits };
        options.AddEventHandler(Hub, (request, _) => new ValueTask<WebPubSubEventResponse?>(request is UserEventRequest user ? _handleEvent(user) : null));
        return new EmulatorCore(new ServiceCollection().AddEmulatorCore(options, new EmulatorAddress(Endpoint, Endpoint), NullLogger.Instance).BuildServiceProvider());
    }
}
