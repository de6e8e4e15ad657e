// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>A message that a client tried to send.</summary>
internal sealed class SentMessage(string publisher, int number, string group, string text, TimeSpan begunAt)
{
    public string Publisher => publisher;

    public int Number => number;

    public string Group => group;

    public string Text => text;

    public TimeSpan BegunAt => begunAt;

    /// <summary>Gets or sets the time of the acknowledgement, or null if there is none.</summary>
    public TimeSpan? AcknowledgedAt { get; set; }

    /// <summary>Gets or sets whether the token was cancelled before the call. Such a message must never be sent.</summary>
    public bool IsForbidden { get; set; }

    /// <summary>Gets or sets whether the call has completed without an exception.</summary>
    public bool HasSucceeded { get; set; }

    /// <summary>Gets or sets whether the call has completed or failed.</summary>
    public bool HasEnded { get; set; }
}
