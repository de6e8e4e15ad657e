// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using WebPubSub.Client.Diagnostics;
using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Dispatching;

/// <summary>The dispatcher that passes items to the handlers and readers of a client, one after another, for all runs of the client.</summary>
internal sealed class EventDispatcher(WebPubSubProtocol protocol, ILogger logger)
{
    private readonly AsyncLocal<bool> _isInHandler = new();

    public event Func<WebPubSubConnectedEventArgs, Task>? Connected;

    public event Func<WebPubSubDisconnectedEventArgs, Task>? Disconnected;

    public event Func<WebPubSubStoppedEventArgs, Task>? Stopped;

    public event Func<WebPubSubStateChangedEventArgs, Task>? StateChanged;

    public event Func<WebPubSubGroupMessageEventArgs, Task>? GroupMessageReceived;

    public event Func<WebPubSubServerMessageEventArgs, Task>? ServerMessageReceived;

    public event Func<WebPubSubGroupStateEventArgs, Task>? GroupStateReceived;

    public event Func<WebPubSubRejoinGroupFailedEventArgs, Task>? RejoinGroupFailed;

    public event Func<WebPubSubHandlerFailedEventArgs, Task>? HandlerFailed;

    /// <summary>Gets the readers and listeners.</summary>
    public MessageSinks Sinks { get; } = new();

    /// <summary>Gets whether the caller is a handler. A handler must not wait for the client to end.</summary>
    public bool IsInHandler => _isInHandler.Value;

    /// <summary>Handles the items of a run until the queue ends.</summary>
    /// <param name="queue">The items.</param>
    /// <param name="previous">The task that handles the items of the previous run. These items come first.</param>
    /// <param name="disposing">The token for the handlers. It is canceled when the client is disposed.</param>
    /// <param name="dropMessages">A token that makes the dispatcher drop the remaining items.</param>
    public async Task RunAsync(InboundQueue queue, Task previous, CancellationToken disposing, CancellationToken dropMessages)
    {
        await previous.ConfigureAwait(false);
        _isInHandler.Value = true;
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out InboundBatch batch))
            {
                foreach (InboundItem item in batch.Items)
                {
                    await HandleSafelyAsync(item, disposing, dropMessages).ConfigureAwait(false);
                    queue.Release(item);
                }

                InboundQueue.Release(batch);
            }
        }
    }

    public Task RaiseAsync(WebPubSubConnectedEventArgs args) => RaiseAsync(Connected, args, nameof(Connected), args.CancellationToken).AsTask();

    public Task RaiseAsync(WebPubSubDisconnectedEventArgs args) => RaiseAsync(Disconnected, args, nameof(Disconnected), args.CancellationToken).AsTask();

    public Task RaiseAsync(WebPubSubStoppedEventArgs args) => RaiseAsync(Stopped, args, nameof(Stopped), args.CancellationToken).AsTask();

    public Task RaiseAsync(WebPubSubStateChangedEventArgs args) => RaiseAsync(StateChanged, args, nameof(StateChanged), args.CancellationToken).AsTask();

    public Task RaiseAsync(WebPubSubRejoinGroupFailedEventArgs args) =>
        RaiseAsync(RejoinGroupFailed, args, nameof(RejoinGroupFailed), args.CancellationToken).AsTask();

    private async ValueTask HandleSafelyAsync(InboundItem item, CancellationToken disposing, CancellationToken dropMessages)
    {
        try
        {
            ValueTask handling = dropMessages.IsCancellationRequested ? ValueTask.CompletedTask : HandleAsync(item, disposing);
            await handling.ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            logger.MalformedFrame(item.Bytes, exception.Message);
        }
        catch (Exception exception)
        {
            logger.NotHandled(exception);
        }
    }

    private ValueTask HandleAsync(in InboundItem item, CancellationToken disposing) => item.Content switch
    {
        Func<CancellationToken, Task> notify => new ValueTask(notify(disposing)),
        byte[] frames => HandleAsync(protocol.ParseMessage(frames.AsSpan(item.Offset, item.Bytes)), disposing),
        WebPubSubMessage message => HandleAsync(message, disposing),
        _ => ValueTask.CompletedTask,
    };

    private ValueTask HandleAsync(WebPubSubMessage message, CancellationToken disposing) => message switch
    {
        GroupDataMessage group => HandleAsync(group, disposing),
        ServerDataMessage server => HandleAsync(server, disposing),
        GroupStateSnapshotMessage { Group: var group, Items: var items } => RaiseStatesAsync(group, items, isSnapshot: true, disposing),
        GroupStateUpdateMessage { Group: var group, Items: var items } => RaiseStatesAsync(group, items, isSnapshot: false, disposing),
        UnknownMessage unknown => Skip(unknown),
        _ => ValueTask.CompletedTask,
    };

    private ValueTask Skip(UnknownMessage message)
    {
        logger.UnknownMessage(message.Description);
        return ValueTask.CompletedTask;
    }

    private ValueTask HandleAsync(GroupDataMessage message, CancellationToken disposing)
    {
        Activity? activity = ClientTelemetry.StartProcessing(nameof(GroupMessageReceived), message.Group);
        ValueTask read = Sinks.WriteAsync(message, disposing);
        if (activity is null && read.IsCompletedSuccessfully)
        {
            return GroupMessageReceived is { } handlers
                ? RaiseAsync(handlers, new WebPubSubGroupMessageEventArgs(message, disposing), nameof(GroupMessageReceived), disposing)
                : ValueTask.CompletedTask;
        }

        return HandleAsync(read, GroupMessageReceived, new WebPubSubGroupMessageEventArgs(message, disposing), nameof(GroupMessageReceived), activity, disposing);
    }

    private ValueTask HandleAsync(ServerDataMessage message, CancellationToken disposing)
    {
        Activity? activity = ClientTelemetry.StartProcessing(nameof(ServerMessageReceived), destination: null);
        ValueTask read = Sinks.WriteAsync(message, disposing);
        return HandleAsync(read, ServerMessageReceived, new WebPubSubServerMessageEventArgs(message, disposing), nameof(ServerMessageReceived), activity, disposing);
    }

    private async ValueTask HandleAsync<T>(ValueTask read, Func<T, Task>? handlers, T args, string name, Activity? activity, CancellationToken disposing)
    {
        using (activity)
        {
            await read.ConfigureAwait(false);
            await RaiseAsync(handlers, args, name, disposing).ConfigureAwait(false);
        }
    }

    private ValueTask RaiseStatesAsync(string group, IReadOnlyList<GroupStateItem> items, bool isSnapshot, CancellationToken disposing) =>
        RaiseAsync(GroupStateReceived, new WebPubSubGroupStateEventArgs(group, items, isSnapshot, disposing), nameof(GroupStateReceived), disposing);

    private ValueTask RaiseAsync<T>(Func<T, Task>? handlers, T args, string name, CancellationToken disposing)
    {
        if (handlers is null)
        {
            return ValueTask.CompletedTask;
        }

        if (!handlers.HasSingleTarget)
        {
            return RaiseAllAsync(handlers, args, name, disposing);
        }

        Task handling = Call(handlers, args);
        return handling.IsCompletedSuccessfully ? ValueTask.CompletedTask : ReportFailureAsync(handling, name, disposing);
    }

    private async ValueTask RaiseAllAsync<T>(Func<T, Task> handlers, T args, string name, CancellationToken disposing)
    {
        foreach (Func<T, Task> handler in Delegate.EnumerateInvocationList(handlers))
        {
            await ReportFailureAsync(Call(handler, args), name, disposing).ConfigureAwait(false);
        }
    }

    // Converts an exception that a handler throws synchronously into a failed task.
    private static Task Call<T>(Func<T, Task> handler, T args)
    {
        try
        {
            return handler(args) ?? Task.FromException(new InvalidOperationException("The handler returned null instead of a task."));
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private async ValueTask ReportFailureAsync(Task handling, string name, CancellationToken disposing)
    {
        try
        {
            await handling.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.HandlerFailed(exception, name);
            if (name != nameof(HandlerFailed)) // a failure of a HandlerFailed handler is only logged
            {
                await RaiseAsync(HandlerFailed, new WebPubSubHandlerFailedEventArgs(name, exception, disposing), nameof(HandlerFailed), disposing).ConfigureAwait(false);
            }
        }
    }
}
