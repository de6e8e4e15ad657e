// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Connection;
using WebPubSub.Client.Dispatching;
using WebPubSub.Client.Receiving;

namespace WebPubSub.Client.Lifecycle;

/// <summary>The lifecycle events of a run. They go into the inbound queue, after the messages that were received before.</summary>
internal sealed class RunEvents(InboundQueue inbound, EventDispatcher dispatcher)
{
    private volatile WebPubSubClientState _state = WebPubSubClientState.Stopped;

    /// <summary>Gets the state of the client.</summary>
    public WebPubSubClientState State => _state;

    public void Connected(Session session, bool isReconnected) =>
        inbound.Post(token => dispatcher.RaiseAsync(new WebPubSubConnectedEventArgs(session.ConnectionId, session.UserId, isReconnected, token)));

    public void Disconnected(Session session, TransportEnd end) => inbound.Post(token => dispatcher.RaiseAsync(
        new WebPubSubDisconnectedEventArgs(session.ConnectionId, session.Disconnected, end.Reason, end.CloseStatus, end.Exception, token)));

    public void RejoinFailed(string group, Exception failure) =>
        inbound.Post(token => dispatcher.RaiseAsync(new WebPubSubRejoinGroupFailedEventArgs(group, failure, token)));

    public void Stopped(string reason) => inbound.Post(token => dispatcher.RaiseAsync(new WebPubSubStoppedEventArgs(reason, token)));

    /// <summary>Completes readers after the messages that were received before.</summary>
    public void EndReaders(IMessageSink[] readers) => inbound.Post(_ =>
    {
        dispatcher.Sinks.Complete(readers);
        return Task.CompletedTask;
    });

    public void SetState(WebPubSubClientState state, TransportEnd cause)
    {
        WebPubSubClientState previous = _state;
        _state = state;
        if (previous != state)
        {
            inbound.Post(token => dispatcher.RaiseAsync(new WebPubSubStateChangedEventArgs(state, previous, cause.Reason, cause.CloseStatus, cause.Exception, token)));
        }
    }
}
