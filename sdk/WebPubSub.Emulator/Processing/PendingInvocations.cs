// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using WebPubSub.Emulator.Background;
using WebPubSub.Emulator.Connections;
using WebPubSub.Emulator.Messages;
using WebPubSub.Emulator.Upstream;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Processing;

/// <summary>The invocations of one connection that have no answer yet. See docs/protocols/client-protocols.md#13-invocations-preview.</summary>
/// <remarks>They run concurrently with the other messages of the connection, so that a later message can cancel them.</remarks>
internal sealed class PendingInvocations(ClientConnection connection, ClientEvents events, BackgroundTasks background)
{
    private const int MaxPending = 100; // a client that waits for its answers does not reach this limit

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _pending = new(StringComparer.Ordinal);

    /// <summary>Raises the event in the background, and sends the answer when it arrives.</summary>
    public void Start(InvokeMessage message, CancellationToken connectionClosed)
    {
        if (Validate(message) is { } fault)
        {
            Fail(message.InvocationId, AckMessageError.BadRequest, fault);
            return;
        }

        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(connectionClosed);
        if (_pending.Count >= MaxPending || !_pending.TryAdd(message.InvocationId, cancellation))
        {
            cancellation.Dispose();
            Fail(message.InvocationId, AckMessageError.BadRequest, $"The invocation ID is already in use, or {MaxPending} invocations are pending.");
            return;
        }

        background.Run(() => RunAsync(message, cancellation));
    }

    /// <summary>Stops waiting for the answer, and sends no response. An unknown ID is not a failure.</summary>
    public void Cancel(string invocationId)
    {
        if (_pending.TryRemove(invocationId, out CancellationTokenSource? cancellation))
        {
            try
            {
                cancellation.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The invocation has ended at the same moment.
            }
        }
    }

    private static string? Validate(InvokeMessage message) =>
        message.Target != InvokeMessage.EventTarget ? $"The only target is {InvokeMessage.EventTarget}."
        : !WebPubSubNames.IsValidEvent(message.EventName) ? "The event name is missing or invalid."
        : null;

    private async Task RunAsync(InvokeMessage message, CancellationTokenSource cancellation)
    {
        using (cancellation)
        {
            var data = new MessageData(message.Data ?? BinaryData.Empty, message.Data is null ? WebPubSubDataType.Text : message.DataType);
            UserEventResult result = await events.RaiseUserEventAsync(connection, message.EventName!, data, metadata: null, cancellation.Token);
            if (_pending.TryRemove(KeyValuePair.Create(message.InvocationId, cancellation)))
            {
                Answer(message.InvocationId, result);
            }
        }
    }

    private void Answer(string invocationId, UserEventResult result)
    {
        if (!result.HasHandler)
        {
            Fail(invocationId, AckMessageError.NotFound, $"No event handler receives this event. {result.Explanation}");
        }
        else if (!result.Success)
        {
            Fail(invocationId, AckMessageError.InternalServerError, $"Internal server error. {result.Explanation}");
        }
        else
        {
            Send(new InvokeResponseMessage(invocationId, success: true, result.Reply?.Type, result.Reply?.Bytes, error: null));
        }
    }

    private void Fail(string invocationId, string name, string message) =>
        Send(new InvokeResponseMessage(invocationId, success: false, dataType: null, data: null, new InvokeResponseError(name, message)));

    private void Send(InvokeResponseMessage message) => connection.Send(new Delivery(message));
}
