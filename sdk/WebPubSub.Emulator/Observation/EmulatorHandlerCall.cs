// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WebPubSub.Emulator.Observation;

namespace WebPubSub.Emulator;

/// <summary>An event for an event handler or an Event Hubs listener, an event that no event handler receives, or a webhook validation.</summary>
public sealed class EmulatorHandlerCall : EmulatorTraceEntry
{
    internal const int MaxBodyLength = 64 * 1024;

    private readonly Lock _gate = new(); // a late mark must not overwrite the result
    private bool _isAnswered;

    internal EmulatorHandlerCall(string hub, string eventName)
        : base(hub) => EventName = eventName;

    /// <summary>Gets the name of the event; <c>validate</c> for a validation.</summary>
    public string EventName { get; }

    /// <summary>Gets whether the call is a webhook validation.</summary>
    public bool IsValidation { get; internal init; }

    /// <summary>Gets the connection that the event is about; <see langword="null"/> for a validation.</summary>
    public string? ConnectionId { get; internal init; }

    /// <summary>Gets the user of that connection.</summary>
    public string? UserId { get; internal init; }

    /// <summary>Gets the URL of the event handler, without its query; <see langword="null"/> if no event handler receives the event.</summary>
    public Uri? Url { get; internal set; }

    /// <summary>Gets the name of the Event Hub whose listener receives the event; <see langword="null"/> for an event that an event handler receives.</summary>
    public string? EventListener { get; internal set; }

    /// <summary>Gets the HTTP status of the answer; 0 if there was no answer.</summary>
    public int Status { get; internal set; }

    /// <summary>Gets the number of attempts. The emulator sends an event again after 408, 5xx and failed connections.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Gets the duration of all attempts, by the clock of the emulator.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Gets the media type of the request.</summary>
    public string? ContentType { get; internal init; }

    /// <summary>Gets the first 64 KiB of the body of the request. The body of a connect event does not contain the cookies of the client.</summary>
    public BinaryData Body { get; internal init; } = BinaryData.Empty;

    /// <summary>Gets the media type of the answer.</summary>
    public string? ResponseContentType { get; internal set; }

    /// <summary>
    /// Gets the first 64 KiB of the body of the answer. It is empty for an error status; up to 300 characters of the error text are part of
    /// <see cref="EmulatorTraceEntry.Reason"/>.
    /// </summary>
    public BinaryData ResponseBody { get; internal set; } = BinaryData.Empty;

    /// <summary>Gets or sets the reason why the last attempt failed.</summary>
    internal string? LastFailure { get; set; }

    /// <summary>Gets or sets whether a fault has affected the call.</summary>
    internal bool IsFaulty { get; set; }

    internal override int Size => Body.ToMemory().Length + ResponseBody.ToMemory().Length;

    /// <summary>Marks the call as a failure without an answer, and sets the reason for a developer who waits.</summary>
    /// <returns>Whether the call still had no answer.</returns>
    internal bool TryMarkLate(TimeSpan duration, [NotNullWhen(true)] out string? reason)
    {
        lock (_gate)
        {
            if (_isAnswered)
            {
                reason = null;
                return false;
            }

            IsFailure = true;
            Reason = $"{Explanation.SlowHandler(duration)}{DescribeAttempts()} {LastFailure}".TrimEnd();
            reason = Reason;
            return true;
        }
    }

    /// <summary>Sets the result of the call.</summary>
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
        0 or 1 => "",
        _ => string.Create(CultureInfo.InvariantCulture, $" The emulator has sent the event {Attempts} times."),
    };

    private protected override string Describe()
    {
        string whose = ConnectionId is null ? "" : $" of {ConnectionNames.Of(ConnectionId, UserId)}";
        string answer = EventListener is not null ? "to an Event Hubs listener" : Url is null ? "not sent" : Status == 0 ? $"to {Url}: no answer" : $"to {Url}: {Status}";
        return $"#{Number} event '{EventName}'{whose} in '{Hub}' {answer}";
    }
}
