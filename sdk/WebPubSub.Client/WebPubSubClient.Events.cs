// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <content>What the client tells: all of it in order, one thing after another.</content>
public partial class WebPubSubClient
{
    private readonly AsyncLocal<bool> _isInHandler = new();

    /// <summary>Occurs when there is a new connection, back in the groups of the one before.</summary>
    public event Func<WebPubSubConnectedEventArgs, Task>? Connected;

    /// <summary>Occurs when a connection has ended and cannot be recovered.</summary>
    public event Func<WebPubSubDisconnectedEventArgs, Task>? Disconnected;

    /// <summary>Occurs when the client has stopped: it was told to, or has given up. It can be started again from here.</summary>
    public event Func<WebPubSubStoppedEventArgs, Task>? Stopped;

    /// <summary>Occurs when the client does something else than before, such as recovering.</summary>
    public event Func<WebPubSubStateChangedEventArgs, Task>? StateChanged;

    /// <summary>Occurs when a message to a group comes. The next one comes when the task has ended.</summary>
    public event Func<WebPubSubGroupMessageEventArgs, Task>? GroupMessageReceived;

    /// <summary>Occurs when a message of the application's server comes. The next one comes when the task has ended.</summary>
    public event Func<WebPubSubServerMessageEventArgs, Task>? ServerMessageReceived;

    /// <summary>Occurs when a new connection could not join a group that the one before had joined.</summary>
    public event Func<WebPubSubRejoinGroupFailedEventArgs, Task>? RejoinGroupFailed;

    private bool IsInHandler => _isInHandler.Value;

    /// <summary>What runs from here on is called by the client, and must not wait for the client to end.</summary>
    internal void EnterHandler() => _isInHandler.Value = true;

    internal Task HandleAsync(InboxItem item, CancellationToken cancellationToken) => item.Message switch
    {
        null => item.News!(cancellationToken),
        GroupDataMessage group => HandleAsync(group, cancellationToken),
        ServerDataMessage server => HandleAsync(server, cancellationToken),
        GroupStateSnapshotMessage { Group: var group, Items: var items } => RaiseStatesAsync(group, items, isSnapshot: true, cancellationToken),
        GroupStateUpdateMessage { Group: var group, Items: var items } => RaiseStatesAsync(group, items, isSnapshot: false, cancellationToken),
        _ => Task.CompletedTask,
    };

    internal Task RaiseAsync(WebPubSubConnectedEventArgs args) => RaiseAsync(Connected, args, nameof(Connected));

    internal Task RaiseAsync(WebPubSubDisconnectedEventArgs args) => RaiseAsync(Disconnected, args, nameof(Disconnected));

    internal Task RaiseAsync(WebPubSubStoppedEventArgs args) => RaiseAsync(Stopped, args, nameof(Stopped));

    internal Task RaiseAsync(WebPubSubStateChangedEventArgs args) => RaiseAsync(StateChanged, args, nameof(StateChanged));

    internal Task RaiseAsync(WebPubSubRejoinGroupFailedEventArgs args) => RaiseAsync(RejoinGroupFailed, args, nameof(RejoinGroupFailed));

    private async Task HandleAsync(GroupDataMessage message, CancellationToken cancellationToken)
    {
        using Activity? activity = ClientTelemetry.StartProcessing(nameof(GroupMessageReceived), message.Group);
        await Sinks.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        if (GroupMessageReceived is { } handlers)
        {
            await RaiseAsync(handlers, new WebPubSubGroupMessageEventArgs(message, cancellationToken), nameof(GroupMessageReceived)).ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(ServerDataMessage message, CancellationToken cancellationToken)
    {
        using Activity? activity = ClientTelemetry.StartProcessing(nameof(ServerMessageReceived), destination: null);
        await Sinks.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        if (ServerMessageReceived is { } handlers)
        {
            await RaiseAsync(handlers, new WebPubSubServerMessageEventArgs(message, cancellationToken), nameof(ServerMessageReceived)).ConfigureAwait(false);
        }
    }

    private Task RaiseStatesAsync(string group, IReadOnlyList<GroupStateItem> items, bool isSnapshot, CancellationToken cancellationToken) =>
        RaiseAsync(GroupStateReceived, new WebPubSubGroupStateEventArgs(group, items, isSnapshot, cancellationToken), nameof(GroupStateReceived));

    // A handler that throws breaks nothing but itself.
    private async Task RaiseAsync<T>(Func<T, Task>? handlers, T args, string name)
    {
        foreach (Func<T, Task> handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                await handler(args).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _logger.HandlerFailed(exception, name);
            }
        }
    }
}
