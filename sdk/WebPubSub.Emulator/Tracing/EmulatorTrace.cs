// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;
using WebPubSub.Emulator.Waiting;

namespace WebPubSub.Emulator.Tracing;

/// <summary>The trace of the emulator. It is bounded in entries and bytes, and drops the oldest entries first.</summary>
internal sealed class EmulatorTrace(int capacity, TimeProvider time, ChangeSignal changes) : IEmulatorObserver
{
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<EmulatorTraceEntry> _entries = new();
    private long _lastNumber;
    private long _lastRevision;
    private long _bytes;

    public bool KeepsEntries => capacity > 0;

    public long LastNumber => Volatile.Read(ref _lastNumber);

    public void StateChanged() => changes.Raise();

    public void Add(EmulatorTraceEntry entry)
    {
        if (KeepsEntries)
        {
            DateTimeOffset now = time.GetUtcNow();
            lock (_gate)
            {
                entry.End(now);
                Keep(entry, now);
            }
        }

        changes.Raise();
    }

    public void Begin(EmulatorTraceEntry entry)
    {
        if (KeepsEntries)
        {
            DateTimeOffset now = time.GetUtcNow();
            lock (_gate)
            {
                Keep(entry, now);
            }

            changes.Raise();
        }
    }

    public void End(EmulatorTraceEntry entry)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            entry.End(now);
            if (!TryUpdate(entry) && KeepsEntries)
            {
                entry.Renumber(++_lastNumber); // the trace was cleared or has dropped the entry
                Append(entry);
            }
        }

        changes.Raise();
    }

    public void Update(EmulatorTraceEntry entry)
    {
        lock (_gate)
        {
            TryUpdate(entry);
        }

        changes.Raise();
    }

    /// <summary>Returns the entries after a number, the oldest first.</summary>
    public EmulatorTraceEntry[] After(long number)
    {
        lock (_gate)
        {
            int skipped = (int)Math.Max(0, _entries.Count - (_lastNumber - number));
            return [.. _entries.Skip(skipped)];
        }
    }

    /// <summary>Returns the entries that changed after a revision, by number, and the last revision.</summary>
    public (EmulatorTraceEntry[] Entries, long Revision) ChangedAfter(long revision)
    {
        lock (_gate)
        {
            return (_lastRevision == revision ? [] : [.. _entries.Where(entry => entry.Revision > revision)], _lastRevision);
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

    private void Keep(EmulatorTraceEntry entry, DateTimeOffset now)
    {
        entry.Begin(++_lastNumber, now);
        Append(entry);
    }

    private void Append(EmulatorTraceEntry entry)
    {
        _entries.Enqueue(entry);
        Count(entry);
    }

    private bool TryUpdate(EmulatorTraceEntry entry)
    {
        if (!_entries.TryPeek(out EmulatorTraceEntry? oldest) || entry.Number < oldest.Number)
        {
            return false;
        }

        _bytes -= entry.CountedSize;
        Count(entry);
        return true;
    }

    private void Count(EmulatorTraceEntry entry)
    {
        entry.Change(++_lastRevision);
        _bytes += entry.CountedSize;
        while (_entries.Count > capacity || (_bytes > MaxBytes && _entries.Count > 1))
        {
            _bytes -= _entries.Dequeue().CountedSize;
        }
    }
}
