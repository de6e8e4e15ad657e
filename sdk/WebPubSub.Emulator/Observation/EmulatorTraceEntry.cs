// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>Something that the emulator saw: an <see cref="EmulatorMessage"/>, an <see cref="EmulatorHandlerCall"/>, an <see cref="EmulatorRestCall"/> or an <see cref="EmulatorConnectionEvent"/>.</summary>
public abstract class EmulatorTraceEntry
{
    private long _endTicks; // of UTC; 0 while it is under way

    private protected EmulatorTraceEntry(string? hub) => Hub = hub;

    /// <summary>Gets its number, from 1 in the order in which the entries began.</summary>
    /// <value>A call that ends after the trace has dropped it gets a new number and is listed by its end.</value>
    public long Number { get; private set; }

    /// <summary>Gets the number of the entry that caused this one; <see langword="null"/> if the emulator knows of none.</summary>
    /// <value>
    /// A message of a client causes events and deliveries. An event causes the REST calls that carry its <c>traceparent</c> header on, as <c>HttpClient</c> does in an
    /// ASP.NET Core application. A REST call causes deliveries.
    /// </value>
    public long? ParentNumber { get; private set; }

    /// <summary>Gets when it began, by the clock of the emulator.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Gets when it ended, by the clock of the emulator; <see langword="null"/> while it is under way. A message or a connection event ends when it begins.</summary>
    public DateTimeOffset? EndTime => Volatile.Read(ref _endTicks) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Gets whether it is under way.</summary>
    public bool IsPending => Volatile.Read(ref _endTicks) == 0;

    /// <summary>Gets the hub, in lower case as the service has it; <see langword="null"/> for a call that names none.</summary>
    public string? Hub { get; }

    /// <summary>Gets whether it went wrong for whoever asked for it.</summary>
    public bool IsFailure { get; internal set; }

    /// <summary>Gets why it went as it did, in words for a developer; <see langword="null"/> when there is nothing to say.</summary>
    /// <value>For example which event handlers there are, and why none of them wanted an event.</value>
    public string? Reason { get; internal set; }

    /// <summary>Gets how many bytes it keeps in memory, about.</summary>
    internal virtual int Size => 0;

    /// <summary>Gets the number of the parent, if it is not the current <see cref="Cause"/>.</summary>
    internal long? KnownParent { get; init; }

    /// <summary>Gets the number of its last change.</summary>
    internal long Revision { get; private set; }

    /// <summary>Gets the size that was counted last.</summary>
    internal int CountedSize { get; private set; }

    /// <summary>Says it in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Reason is null ? Describe() : $"{Describe()}: {Reason}";

    internal void Begin(long number, DateTimeOffset time)
    {
        Number = number;
        Time = time;
        ParentNumber = KnownParent ?? Cause.Current;
    }

    /// <summary>Gives a new number to an entry that the trace has dropped.</summary>
    internal void Renumber(long number) => Number = number;

    internal void Change(long revision)
    {
        Revision = revision;
        CountedSize = Size;
    }

    internal void End(DateTimeOffset time) => Volatile.Write(ref _endTicks, time.UtcTicks);

    private protected abstract string Describe();
}
