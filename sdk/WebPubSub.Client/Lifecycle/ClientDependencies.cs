// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;
using WebPubSub.Client.Connection;
using WebPubSub.Client.Dispatching;
using WebPubSub.Client.Groups;
using WebPubSub.Client.Sending;

namespace WebPubSub.Client.Lifecycle;

/// <summary>The parts of a client that outlive its runs.</summary>
internal sealed record ClientDependencies(
    WebPubSubClientCredential Credential,
    WebPubSubClientOptions Options,
    EventDispatcher Dispatcher,
    WebSocketOpener OpenWebSocket,
    Random Random,
    ClientLimits Limits,
    ILogger Logger)
{
    public JoinedGroups Groups { get; } = new();

    public AckIds AckIds { get; } = new();
}
