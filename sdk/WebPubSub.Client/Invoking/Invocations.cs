// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Invoking;

/// <summary>The invocations that wait for a response. A sent invocation fails if its transport ends, because the service does not repeat a response.</summary>
/// <param name="queue">The queue that sends the frames.</param>
/// <param name="sender">The sender that adds frames to the queue.</param>
/// <param name="options">The options of the client.</param>
/// <param name="onWaitStarted">The callback for a caller that starts to wait for a response.</param>
internal sealed class Invocations(SendQueue queue, MessageSender sender, WebPubSubClientOptions options, Action onWaitStarted)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingInvocation> _pending = new(StringComparer.Ordinal);

    public bool HasPending
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count > 0;
            }
        }
    }

    /// <summary>Registers an invocation. Returns null if another invocation with the same ID is pending.</summary>
    public PendingInvocation? TryRegister(InvokeMessage message)
    {
        var invocation = new PendingInvocation(message);
        bool isAdded;
        lock (_gate)
        {
            isAdded = _pending.TryAdd(invocation.InvocationId, invocation);
        }

        onWaitStarted();
        return isAdded ? invocation : null;
    }

    /// <summary>Sends a registered invocation and waits for its response.</summary>
    /// <exception cref="InvocationFailedException">The client received no response.</exception>
    public async Task<InvokeResponseMessage> InvokeAsync(PendingInvocation invocation, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.MessageTimeout, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await sender.EnqueueAsync(invocation, linked.Token).ConfigureAwait(false);
            return await invocation.Response.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (SendMessageFailedException exception) // the client has stopped
        {
            throw new InvocationFailedException(exception.Message, invocation.InvocationId, exception.Code, exception);
        }
        catch (OperationCanceledException exception)
        {
            Cancel(invocation, linked.Token);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvocationFailedException(
                string.Create(CultureInfo.InvariantCulture, $"The service did not answer the invocation within {options.MessageTimeout.TotalSeconds} s (MessageTimeout)."),
                invocation.InvocationId,
                InvocationFailedException.Timeout,
                exception);
        }
        finally
        {
            Remove(invocation);
        }
    }

    /// <summary>Completes the invocation with the ID of a response. Ignores a response without a pending invocation.</summary>
    public void Complete(InvokeResponseMessage response)
    {
        PendingInvocation? invocation;
        lock (_gate)
        {
            _pending.Remove(response.InvocationId, out invocation);
        }

        invocation?.Complete(response);
    }

    /// <summary>Fails the invocations whose response may be lost.</summary>
    public void FailSent(string reason) => Fail(invocation => invocation.IsSent, reason);

    /// <summary>Fails all invocations.</summary>
    public void FailAll(string reason) => Fail(_ => true, reason);

    private void Cancel(PendingInvocation invocation, CancellationToken cancellationToken)
    {
        if (!queue.TryCancel(invocation, FrameState.Queued, cancellationToken) && invocation.IsSent)
        {
            ReadOnlyMemory<byte> frame = options.Protocol.GetMessageBytes(new CancelInvocationMessage(invocation.InvocationId));
            queue.Control(control => control.Add(frame));
        }
    }

    private void Remove(PendingInvocation invocation)
    {
        lock (_gate)
        {
            if (_pending.GetValueOrDefault(invocation.InvocationId) == invocation) // a later invocation may have the same ID
            {
                _pending.Remove(invocation.InvocationId);
            }
        }
    }

    private void Fail(Func<PendingInvocation, bool> isFailed, string reason)
    {
        PendingInvocation[] failed;
        lock (_gate)
        {
            failed = [.. _pending.Values.Where(isFailed)];
            foreach (PendingInvocation invocation in failed)
            {
                _pending.Remove(invocation.InvocationId);
            }
        }

        foreach (PendingInvocation invocation in failed)
        {
            invocation.Fail(new InvocationFailedException(
                $"The transport ended before the response came, and the event handler may have been called. {reason}",
                invocation.InvocationId,
                InvocationFailedException.ConnectionLost));
        }
    }
}
