// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Invoking;

/// <summary>An invocation that waits for its response.</summary>
/// <param name="message">The message.</param>
internal sealed class PendingInvocation(InvokeMessage message) : OutboundFrame(message)
{
    private readonly TaskCompletionSource<InvokeResponseMessage> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string InvocationId { get; } = message.InvocationId;

    public bool IsSent { get; private set; }

    public Task<InvokeResponseMessage> Response => _response.Task;

    public override ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        IsSent = true;
        return base.Take(out hasMore);
    }

    public void Complete(InvokeResponseMessage response) => _response.TrySetResult(response);

    public override void Fail(Exception failure)
    {
        base.Fail(failure);
        _response.TrySetException(failure);
        _ = _response.Task.Exception; // marks the exception as observed: a caller that no longer waits does not read it
    }
}
