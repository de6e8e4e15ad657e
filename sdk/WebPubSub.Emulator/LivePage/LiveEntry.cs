// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>One line of the live trace.</summary>
/// <param name="Number">The number of the entry.</param>
/// <param name="Time">The time, in milliseconds since 1970.</param>
/// <param name="Kind">The kind of the line: <c>message</c>, <c>event</c>, <c>rest</c> or <c>connection</c>.</param>
/// <param name="Direction">The direction: <c>in</c> to the emulator, or <c>out</c> of the emulator.</param>
/// <param name="Hub">The hub.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="UserId">The user, or the number of connections.</param>
/// <param name="Title">The title, such as the kind of the message or the name of the event.</param>
/// <param name="Text">The beginning of the payload.</param>
/// <param name="Status">The status or close code; 0 for none.</param>
/// <param name="Milliseconds">The duration.</param>
/// <param name="IsFailure">Whether it failed.</param>
/// <param name="IsHousekeeping">Whether it is a protocol message, such as a ping or an acknowledgement, or a successful validation.</param>
/// <param name="Reason">The reason of the failure or of the close.</param>
/// <param name="IsPending">Whether it is in progress. The line is written again when it has ended.</param>
/// <param name="Parent">The number of the line that caused it.</param>
internal sealed record LiveEntry(
    long Number,
    long Time,
    string Kind,
    string Direction,
    string? Hub,
    string? ConnectionId,
    string? UserId,
    string Title,
    string? Text,
    int Status,
    double? Milliseconds,
    bool IsFailure,
    bool IsHousekeeping,
    string? Reason,
    bool IsPending,
    long? Parent);
