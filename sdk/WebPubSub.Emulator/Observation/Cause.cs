// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace WebPubSub.Emulator.Observation;

/// <summary>The entry that causes the actions of the current execution flow.</summary>
internal static class Cause
{
    private static readonly AsyncLocal<Entry?> CurrentEntry = new();

    /// <summary>Gets the number of the entry; <see langword="null"/> if no entry is the cause.</summary>
    public static long? Current => CurrentEntry.Value is { Number: > 0 } entry ? entry.Number : null;

    /// <summary>Gets the trace context of the entry; the default value if it has none.</summary>
    public static ActivityContext CurrentContext => CurrentEntry.Value?.Context ?? default;

    /// <summary>Sets the cause of all following actions, in this method and in the methods that it calls.</summary>
    public static void Set(EmulatorTraceEntry entry) => CurrentEntry.Value = entry.Number > 0 || entry.Context != default ? new Entry(entry.Number, entry.Context) : null;

    /// <summary>Sets the cause until the scope is disposed.</summary>
    public static Scope Begin(EmulatorTraceEntry entry)
    {
        var scope = new Scope(CurrentEntry.Value);
        Set(entry);
        return scope;
    }

    /// <summary>Clears the cause. Used for work that lasts longer than the entry that started it.</summary>
    public static void Clear() => CurrentEntry.Value = null;

    /// <summary>The scope in which an entry is the cause.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly Entry? _before;

        internal Scope(Entry? before) => _before = before;

        public void Dispose() => CurrentEntry.Value = _before;
    }

    internal sealed record Entry(long Number, ActivityContext Context);
}
