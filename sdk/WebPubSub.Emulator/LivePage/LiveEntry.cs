// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.LivePage;

/// <summary>One line of the live trace.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">When it was, in milliseconds since 1970.</param>
/// <param name="Kind">What kind of line: <c>message</c>, <c>event</c>, <c>rest</c> or <c>connection</c>.</param>
/// <param name="Direction">Whether it came <c>in</c> to the emulator or went <c>out</c> of it.</param>
/// <param name="Hub">The hub.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="UserId">Its user, or how many connections there were.</param>
/// <param name="Title">What it was.</param>
/// <param name="Text">The beginning of its payload.</param>
/// <param name="Status">Its status or close code; 0 for none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="IsFailure">Whether it went wrong.</param>
/// <param name="IsHousekeeping">Whether it only keeps a connection going.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsPending">Whether it is under way; it is written again when it has ended.</param>
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
