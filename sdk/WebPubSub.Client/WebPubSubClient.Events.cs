// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <content>The events of the client. Their handlers run one after another, in the order in which things happened.</content>
public partial class WebPubSubClient
{
    /// <summary>Occurs when the client has a new connection and has rejoined its groups.</summary>
    public event Func<WebPubSubConnectedEventArgs, Task>? Connected
    {
        add => _dispatcher.Connected += value;
        remove => _dispatcher.Connected -= value;
    }

    /// <summary>Occurs when a connection has ended and can't be recovered. Messages sent to the client from then until it is connected again are lost.</summary>
    public event Func<WebPubSubDisconnectedEventArgs, Task>? Disconnected
    {
        add => _dispatcher.Disconnected += value;
        remove => _dispatcher.Disconnected -= value;
    }

    /// <summary>Occurs when the client has stopped, because of <see cref="StopAsync"/> or because it has given up. A handler may start it again.</summary>
    public event Func<WebPubSubStoppedEventArgs, Task>? Stopped
    {
        add => _dispatcher.Stopped += value;
        remove => _dispatcher.Stopped -= value;
    }

    /// <summary>Occurs when <see cref="State"/> changes.</summary>
    public event Func<WebPubSubStateChangedEventArgs, Task>? StateChanged
    {
        add => _dispatcher.StateChanged += value;
        remove => _dispatcher.StateChanged -= value;
    }

    /// <summary>Occurs when a message to a group is received. The next one is handled when the task completes.</summary>
    public event Func<WebPubSubGroupMessageEventArgs, Task>? GroupMessageReceived
    {
        add => _dispatcher.GroupMessageReceived += value;
        remove => _dispatcher.GroupMessageReceived -= value;
    }

    /// <summary>Occurs when a message of the application's server is received. The next one is handled when the task completes.</summary>
    public event Func<WebPubSubServerMessageEventArgs, Task>? ServerMessageReceived
    {
        add => _dispatcher.ServerMessageReceived += value;
        remove => _dispatcher.ServerMessageReceived -= value;
    }

    /// <summary>Occurs when states of group members are received, for a group that <see cref="SubscribeGroupStateAsync"/> was called for.</summary>
    [Experimental(PreviewFeature.Id)]
    public event Func<WebPubSubGroupStateEventArgs, Task>? GroupStateReceived
    {
        add => _dispatcher.GroupStateReceived += value;
        remove => _dispatcher.GroupStateReceived -= value;
    }

    /// <summary>Occurs when a new connection could not join a group that the connection before had joined.</summary>
    public event Func<WebPubSubRejoinGroupFailedEventArgs, Task>? RejoinGroupFailed
    {
        add => _dispatcher.RejoinGroupFailed += value;
        remove => _dispatcher.RejoinGroupFailed -= value;
    }

    /// <summary>Occurs when a handler of another event throws. The client goes on with the next handler.</summary>
    /// <remarks>The exception is also logged, as event <c>HandlerFailed</c>. An exception of a handler of this event is only logged.</remarks>
    public event Func<WebPubSubHandlerFailedEventArgs, Task>? HandlerFailed
    {
        add => _dispatcher.HandlerFailed += value;
        remove => _dispatcher.HandlerFailed -= value;
    }
}
