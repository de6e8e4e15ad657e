// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>The entry that causes what the current flow of execution does.</summary>
internal static class Cause
{
    private static readonly AsyncLocal<EntryNumber?> Flowing = new();

    /// <summary>Gets the number of the entry; <see langword="null"/> if nothing that was observed is the cause.</summary>
    public static long? Current => Flowing.Value?.Value;

    /// <summary>Makes an entry the cause of what follows, in this method and in those that it calls.</summary>
    public static void Set(EmulatorTraceEntry entry) => Flowing.Value = entry.Number > 0 ? new EntryNumber(entry.Number) : null;

    /// <summary>Makes an entry the cause until the scope is disposed.</summary>
    public static Scope Begin(EmulatorTraceEntry entry)
    {
        var scope = new Scope(Flowing.Value);
        Set(entry);
        return scope;
    }

    /// <summary>Clears the cause. Used where work outlives the entry that started it.</summary>
    public static void Clear() => Flowing.Value = null;

    /// <summary>The time in which an entry is the cause.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly EntryNumber? _before;

        internal Scope(EntryNumber? before) => _before = before;

        public void Dispose() => Flowing.Value = _before;
    }

    internal sealed record EntryNumber(long Value);
}
