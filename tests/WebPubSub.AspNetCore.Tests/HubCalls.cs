// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;

namespace WebPubSub.AspNetCore.Tests;

/// <summary>The recorded calls of the hubs and filters, and the answers of the hub.</summary>
internal sealed class HubCalls
{
    public ConcurrentQueue<WebPubSubEventRequest> Requests { get; } = new();

    public ConcurrentBag<RecordingHub> Hubs { get; } = [];

    /// <summary>Gets the instances of other hubs.</summary>
    public ConcurrentBag<WebPubSubHub> OtherHubs { get; } = [];

    public Func<ConnectEventRequest, ConnectEventResponse?> OnConnect { get; set; } = _ => null;

    public Func<UserEventRequest, CancellationToken, Task<UserEventResponse?>> OnMessage { get; set; } =
        (_, _) => Task.FromResult<UserEventResponse?>(null);

    public ConcurrentQueue<string> Filters { get; } = new();

    public Func<Task> OnConnected { get; set; } = () => Task.CompletedTask;
}
