// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>Something that the emulator saw: an <see cref="EmulatorMessage"/>, an <see cref="EmulatorHandlerCall"/>, an <see cref="EmulatorRestCall"/> or an <see cref="EmulatorConnectionEvent"/>.</summary>
public abstract class EmulatorTraceEntry
{
    private protected EmulatorTraceEntry(string? hub) => Hub = hub;

    /// <summary>Gets its number, from 1 in the order in which the emulator saw them. A call to or of the emulator gets its number when it has ended.</summary>
    public long Number { get; internal set; }

    /// <summary>Gets when it was, by the clock of the emulator.</summary>
    public DateTimeOffset Time { get; internal set; }

    /// <summary>Gets the hub, in lower case as the service has it; <see langword="null"/> for a call that names none.</summary>
    public string? Hub { get; }

    /// <summary>Gets whether it went wrong for whoever asked for it.</summary>
    public bool IsFailure { get; internal set; }

    /// <summary>Gets why it went as it did, in words for a developer; <see langword="null"/> when there is nothing to say.</summary>
    /// <value>For example which event handlers there are, and why none of them wanted an event.</value>
    public string? Reason { get; internal set; }

    /// <summary>Gets how many bytes it keeps in memory, about.</summary>
    internal virtual int Size => 0;

    /// <summary>Says it in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Reason is null ? Describe() : $"{Describe()}: {Reason}";

    private protected abstract string Describe();
}
