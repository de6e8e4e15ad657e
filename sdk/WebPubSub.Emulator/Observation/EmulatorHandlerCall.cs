// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>An event on its way to an event handler, or one that no handler wanted; or the question whether a handler wants events at all.</summary>
public sealed class EmulatorHandlerCall : EmulatorTraceEntry
{
    internal const int MaxBodyLength = 64 * 1024;

    private readonly Lock _gate = new(); // news that it is late must not overwrite how it ended
    private bool _isAnswered;

    internal EmulatorHandlerCall(string hub, string eventName)
        : base(hub) => EventName = eventName;

    /// <summary>Gets the name of the event; <c>validate</c> for a validation.</summary>
    public string EventName { get; }

    /// <summary>Gets whether it is the validation that comes before events.</summary>
    public bool IsValidation { get; internal init; }

    /// <summary>Gets the connection that the event is about; <see langword="null"/> for a validation.</summary>
    public string? ConnectionId { get; internal init; }

    /// <summary>Gets the user of that connection.</summary>
    public string? UserId { get; internal init; }

    /// <summary>Gets the address of the handler, without its query; <see langword="null"/> when no handler wanted the event.</summary>
    public Uri? Url { get; internal set; }

    /// <summary>Gets the name of the Event Hub whose listener receives the event; <see langword="null"/> for an event that an event handler receives.</summary>
    public string? EventListener { get; internal set; }

    /// <summary>Gets the HTTP status of the answer; 0 when there was none.</summary>
    public int Status { get; internal set; }

    /// <summary>Gets how often it was sent: after 408, 5xx and failed connections it is sent again.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Gets how long it took, by the clock of the emulator, repetitions included.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Gets the media type of the request.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>Gets the body of the request, up to its first 64 KiB; cookies of the client are left out of a connect event.</summary>
    public BinaryData Body { get; internal init; } = BinaryData.Empty;

    /// <summary>Gets the media type of the answer.</summary>
    public string? ResponseContentType { get; internal set; }

    /// <summary>Gets the body of the answer, up to its first 64 KiB. That of a refusal is not kept; what it says, up to 300 characters of text, is part of <see cref="EmulatorTraceEntry.Reason"/>.</summary>
    public BinaryData ResponseBody { get; internal set; } = BinaryData.Empty;

    /// <summary>Gets or sets why the last attempt failed.</summary>
    internal string? LastFailure { get; set; }

    /// <summary>Gets or sets whether a fault has happened to it.</summary>
    internal bool IsFaulty { get; set; }

    internal override int Size => Body.ToMemory().Length + ResponseBody.ToMemory().Length;

    /// <summary>Says that there is no answer yet: a developer who waits wants to know why.</summary>
    /// <returns>Whether that is still so.</returns>
    internal bool TryMarkLate(TimeSpan duration)
    {
        lock (_gate)
        {
            if (_isAnswered)
            {
                return false;
            }

            IsFailure = true;
            Reason = string.Create(CultureInfo.InvariantCulture, $"No answer yet after {duration.TotalSeconds:0} s{DescribeAttempts()}. {LastFailure}").TrimEnd();
            return true;
        }
    }

    /// <summary>Says how it ended.</summary>
    internal void Complete(bool isFailure, string? reason)
    {
        lock (_gate)
        {
            _isAnswered = true;
            IsFailure = isFailure;
            Reason = reason;
        }
    }

    internal static BinaryData Keep(ReadOnlyMemory<byte> body) => body.Length <= MaxBodyLength
        ? BinaryData.FromBytes(body)
        : BinaryData.FromBytes(body[..MaxBodyLength].ToArray());

    private string DescribeAttempts() => Attempts switch
    {
        0 => "",
        1 => " and 1 attempt",
        _ => string.Create(CultureInfo.InvariantCulture, $" and {Attempts} attempts"),
    };

    private protected override string Describe()
    {
        string whose = ConnectionId is null ? "" : $" of {ConnectionNames.Of(ConnectionId, UserId)}";
        string answer = EventListener is not null ? "to an Event Hubs listener" : Url is null ? "not sent" : Status == 0 ? $"to {Url}: no answer" : $"to {Url}: {Status}";
        return $"#{Number} event '{EventName}'{whose} in '{Hub}' {answer}";
    }
}
