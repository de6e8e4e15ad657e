// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>The last things that the emulator saw. Bounded in number and bytes: the oldest go first.</summary>
internal sealed class EmulatorTrace(int capacity, TimeProvider time, ChangeSignal changes)
{
    private const long MaxBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Queue<EmulatorTraceEntry> _entries = new();
    private long _last;
    private long _bytes;

    public bool IsOn => capacity > 0;

    public long LastNumber => Volatile.Read(ref _last);

    public void Add(EmulatorTraceEntry entry)
    {
        if (!IsOn)
        {
            changes.Raise();
            return;
        }

        entry.Time = time.GetUtcNow();
        int size = entry.Size;
        lock (_gate)
        {
            entry.Number = ++_last;
            _entries.Enqueue(entry);
            _bytes += size;
            while (_entries.Count > capacity || (_bytes > MaxBytes && _entries.Count > 1))
            {
                _bytes -= _entries.Dequeue().Size;
            }
        }

        changes.Raise();
    }

    /// <summary>Adds a call before its end, should it take long. To be disposed at its end.</summary>
    public ITimer AddWhenLate(EmulatorHandlerCall call) =>
        time.CreateTimer(_ => Add(call.ToPending(LateAfter)), state: null, LateAfter, Timeout.InfiniteTimeSpan);

    /// <summary>Those after a number, the oldest first.</summary>
    public EmulatorTraceEntry[] After(long number)
    {
        lock (_gate)
        {
            int skipped = (int)Math.Max(0, _entries.Count - (_last - number));
            return [.. _entries.Skip(skipped)];
        }
    }

    public EmulatorTraceEntry? Find(long number) => After(number - 1).FirstOrDefault(entry => entry.Number == number);

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _bytes = 0;
        }
    }
}
