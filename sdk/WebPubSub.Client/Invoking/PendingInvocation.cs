// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Client.Sending;
using WebPubSub.Protocol;

namespace WebPubSub.Client.Invoking;

/// <summary>An invocation that waits for its response.</summary>
/// <param name="invocationId">Its id.</param>
/// <param name="bytes">Its frame.</param>
internal sealed class PendingInvocation(string invocationId, ReadOnlyMemory<byte> bytes) : OutboundFrame(bytes)
{
    private readonly TaskCompletionSource<InvokeResponseMessage> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string InvocationId { get; } = invocationId;

    public bool IsSent { get; private set; }

    public Task<InvokeResponseMessage> Response => _response.Task;

    public override ReadOnlyMemory<byte> Take(out bool hasMore)
    {
        IsSent = !IsOver;
        return base.Take(out hasMore);
    }

    public void Complete(InvokeResponseMessage response) => _response.TrySetResult(response);

    public void Fail(Exception exception)
    {
        _response.TrySetException(exception);
        _ = _response.Task.Exception; // a caller that has given up does not look
    }
}
