// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Protocol;

namespace WebPubSub.Client.Invoking;

/// <summary>The invocations that wait for a response. One that was sent fails with its transport: the service does not repeat a response.</summary>
/// <remarks>Protocol reference: client protocols, section 13.</remarks>
internal sealed class Invocations
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

    /// <summary>Adds one; false when another with its id waits.</summary>
    public bool TryAdd(PendingInvocation invocation)
    {
        lock (_gate)
        {
            return _pending.TryAdd(invocation.InvocationId, invocation);
        }
    }

    public void Remove(PendingInvocation invocation)
    {
        lock (_gate)
        {
            if (_pending.GetValueOrDefault(invocation.InvocationId) == invocation) // and no later one of the same id
            {
                _pending.Remove(invocation.InvocationId);
            }
        }
    }

    /// <summary>Ends the invocation that a response is for; nothing for one that nobody waits for any more.</summary>
    public void Complete(InvokeResponseMessage response)
    {
        PendingInvocation? invocation;
        lock (_gate)
        {
            _pending.Remove(response.InvocationId, out invocation);
        }

        invocation?.Complete(response);
    }

    /// <summary>Fails those whose response may have been lost.</summary>
    public void FailSent(string reason) => Fail(invocation => invocation.IsSent, reason);

    /// <summary>Fails all.</summary>
    public void FailAll(string reason) => Fail(_ => true, reason);

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
