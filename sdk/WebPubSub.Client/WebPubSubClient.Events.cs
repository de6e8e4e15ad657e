// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <content>The events of the client. The handlers run one after another, in the order of the events.</content>
public partial class WebPubSubClient
{
    /// <summary>Occurs when the client has made a new connection and has rejoined its groups.</summary>
    public event Func<WebPubSubConnectedEventArgs, Task>? Connected
    {
        add => _dispatcher.Connected += value;
        remove => _dispatcher.Connected -= value;
    }

    /// <summary>Occurs when a connection has ended and can't be recovered. Messages to the client are lost until the client is connected again.</summary>
    public event Func<WebPubSubDisconnectedEventArgs, Task>? Disconnected
    {
        add => _dispatcher.Disconnected += value;
        remove => _dispatcher.Disconnected -= value;
    }

    /// <summary>Occurs when the client has stopped: after <see cref="StopAsync"/>, or if it no longer reconnects. A handler can start the client again.</summary>
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

    /// <summary>Occurs when the client receives a message to a group. The client handles the next message when the task completes.</summary>
    public event Func<WebPubSubGroupMessageEventArgs, Task>? GroupMessageReceived
    {
        add => _dispatcher.GroupMessageReceived += value;
        remove => _dispatcher.GroupMessageReceived -= value;
    }

    /// <summary>Occurs when the client receives a message from the application's server. The client handles the next message when the task completes.</summary>
    public event Func<WebPubSubServerMessageEventArgs, Task>? ServerMessageReceived
    {
        add => _dispatcher.ServerMessageReceived += value;
        remove => _dispatcher.ServerMessageReceived -= value;
    }

    /// <summary>Occurs when the client receives states of group members, after <see cref="SubscribeGroupStateAsync"/> for the group.</summary>
    [Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
    public event Func<WebPubSubGroupStateEventArgs, Task>? GroupStateReceived
    {
        add => _dispatcher.GroupStateReceived += value;
        remove => _dispatcher.GroupStateReceived -= value;
    }

    /// <summary>Occurs when a new connection could not rejoin a group that the client had joined.</summary>
    public event Func<WebPubSubRejoinGroupFailedEventArgs, Task>? RejoinGroupFailed
    {
        add => _dispatcher.RejoinGroupFailed += value;
        remove => _dispatcher.RejoinGroupFailed -= value;
    }

    /// <summary>Occurs when a handler of another event throws. The client continues with the next handler.</summary>
    /// <remarks>The exception is also logged, as event <c>HandlerFailed</c>. If a handler of this event throws, the client only logs the exception.</remarks>
    public event Func<WebPubSubHandlerFailedEventArgs, Task>? HandlerFailed
    {
        add => _dispatcher.HandlerFailed += value;
        remove => _dispatcher.HandlerFailed -= value;
    }
}
