// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>
/// An entry of the trace: an <see cref="EmulatorMessage"/>, an <see cref="EmulatorHandlerCall"/>, an <see cref="EmulatorRestCall"/> or an
/// <see cref="EmulatorConnectionEvent"/>.
/// </summary>
public abstract class EmulatorTraceEntry
{
    private long _endTicks; // in UTC; 0 while the entry is in progress

    private protected EmulatorTraceEntry(string? hub) => Hub = hub;

    /// <summary>Gets the number of the entry. Numbers start at 1 and follow the order in which the entries began.</summary>
    /// <value>A call that ends after the trace has dropped it gets a new number, which follows the order of the end.</value>
    public long Number { get; private set; }

    /// <summary>Gets the number of the entry that caused this entry; <see langword="null"/> if the emulator knows no cause.</summary>
    /// <value>
    /// A message from a client causes events and deliveries. An event causes the REST calls that propagate its <c>tracestate</c> header, as <c>HttpClient</c> does
    /// in an ASP.NET Core application. A REST call causes deliveries.
    /// </value>
    public long? ParentNumber { get; private set; }

    /// <summary>Gets the time at which the entry began, by the clock of the emulator.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>
    /// Gets the time at which the entry ended, by the clock of the emulator; <see langword="null"/> while the entry is in progress. A message ends when it begins,
    /// and so does a connection event, except <see cref="EmulatorConnectionEventKind.Closed"/>.
    /// </summary>
    public DateTimeOffset? EndTime => Volatile.Read(ref _endTicks) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Gets whether the entry is in progress.</summary>
    public bool IsPending => Volatile.Read(ref _endTicks) == 0;

    /// <summary>Gets the hub, in lower case as in the service; <see langword="null"/> for a call that names no hub.</summary>
    public string? Hub { get; }

    /// <summary>Gets whether the operation failed for its initiator.</summary>
    public bool IsFailure { get; internal set; }

    /// <summary>Gets an explanation of the result for developers; <see langword="null"/> for none.</summary>
    /// <value>For example, the text lists the event handlers and the events that they receive, if none of them receives an event.</value>
    public string? Reason { get; internal set; }

    /// <summary>Gets the approximate number of bytes that the entry keeps in memory.</summary>
    internal virtual int Size => 0;

    /// <summary>Gets the number of the parent, if it is not the current <see cref="Cause"/>.</summary>
    internal long? KnownParent { get; init; }

    /// <summary>Gets the trace context of the parent, if the parent is not the current <see cref="Cause"/>.</summary>
    internal ActivityContext? KnownContext { get; init; }

    /// <summary>Gets or sets the trace context of the entry; the default value if it has neither an activity nor an event that was sent.</summary>
    internal ActivityContext Context { get; set; }

    /// <summary>Gets or sets the activity of an entry in progress.</summary>
    internal Activity? Activity { get; set; }

    /// <summary>Gets the revision of its last change.</summary>
    internal long Revision { get; private set; }

    /// <summary>Gets the size that the trace counted last.</summary>
    internal int CountedSize { get; private set; }

    /// <summary>Returns a description of the entry in one line.</summary>
    /// <returns>The description.</returns>
    public override string ToString() => Reason is null ? Describe() : $"{Describe()}: {Reason}";

    internal void Begin(long number, DateTimeOffset time)
    {
        Number = number;
        Time = time;
        ParentNumber = KnownParent ?? Cause.Current;
    }

    /// <summary>Sets a new number for an entry that the trace has dropped.</summary>
    internal void Renumber(long number) => Number = number;

    internal void Change(long revision)
    {
        Revision = revision;
        CountedSize = Size;
    }

    internal void End(DateTimeOffset time) => Volatile.Write(ref _endTicks, time.UtcTicks);

    private protected abstract string Describe();
}
