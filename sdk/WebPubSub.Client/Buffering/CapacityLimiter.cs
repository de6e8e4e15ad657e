// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Buffering;

/// <summary>A limit on the items and bytes of a buffer. A writer counts its items and then waits until they fit.</summary>
/// <remarks>Items are counted immediately, so that the order of the items is the order of the calls. Waiting writers continue in that order.</remarks>
/// <param name="maxItems">The maximum number of items.</param>
/// <param name="maxBytes">The maximum number of bytes. Items always fit into an empty buffer.</param>
/// <param name="expansion">The higher limits and their condition; null if there are none.</param>
internal sealed class CapacityLimiter(int maxItems, long maxBytes = long.MaxValue, CapacityExpansion? expansion = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<(TaskCompletionSource Source, int Count, long Bytes)> _waiting = new();
    private int _items; // admitted
    private long _bytes;
    private bool _isUnlimited;

    /// <summary>Gets the number of items and bytes in the buffer, including those of waiting writers.</summary>
    public (int Items, long Bytes) BufferUsage
    {
        get
        {
            lock (_gate)
            {
                return (_items + _waiting.Sum(waiting => waiting.Count), _bytes + _waiting.Sum(waiting => waiting.Bytes));
            }
        }
    }

    /// <summary>Gets whether the buffer exceeds its limits without the expansion.</summary>
    public bool IsExceeded
    {
        get
        {
            lock (_gate)
            {
                return _items > maxItems || _bytes > maxBytes || _waiting.Count > 0;
            }
        }
    }

    /// <summary>Counts items. The task completes when they fit.</summary>
    public Task EnterAsync(int count = 1, long bytes = 0)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && Fits(count, bytes))
            {
                Admit(count, bytes);
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((source, count, bytes));
            return source.Task;
        }
    }

    /// <summary>Counts an item if it fits.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            bool fits = _waiting.Count == 0 && Fits(1, 0);
            if (fits)
            {
                Admit(1, 0);
            }

            return fits;
        }
    }

    /// <summary>Removes items.</summary>
    public void Exit(int count = 1, long bytes = 0)
    {
        lock (_gate)
        {
            _items -= count;
            _bytes -= bytes;
            AdmitWaiting();
        }
    }

    /// <summary>Checks again whether waiting writers may continue, because the buffer may be expanded now.</summary>
    public void RecheckCapacity()
    {
        lock (_gate)
        {
            AdmitWaiting();
        }
    }

    /// <summary>Sets whether the limits are lifted, so that every item fits.</summary>
    public void SetUnlimited(bool isUnlimited)
    {
        lock (_gate)
        {
            _isUnlimited = isUnlimited;
            AdmitWaiting();
        }
    }

    private bool Fits(int count, long bytes)
    {
        if (_isUnlimited || _items == 0 || (_items + count <= maxItems && bytes <= maxBytes - _bytes))
        {
            return true;
        }

        return expansion is not null && _items + count <= expansion.MaxItems && bytes <= expansion.MaxBytes - _bytes && expansion.IsExpanded();
    }

    private void Admit(int count, long bytes)
    {
        _items += count;
        _bytes += bytes;
    }

    private void AdmitWaiting()
    {
        while (_waiting.TryPeek(out (TaskCompletionSource Source, int Count, long Bytes) next) && Fits(next.Count, next.Bytes))
        {
            _waiting.Dequeue();
            Admit(next.Count, next.Bytes);
            next.Source.TrySetResult();
        }
    }
}
