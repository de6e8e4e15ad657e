// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace WebPubSub.Emulator.Observation;

/// <summary>
/// The trace context of an event. An application that propagates it in its REST calls, as <c>HttpClient</c> does, names the event that caused them.
/// See W3C Trace Context, https://www.w3.org/TR/trace-context/.
/// </summary>
internal static class EventTraceContext
{
    public const string ParentHeader = "traceparent";
    public const string StateHeader = "tracestate";

    private static readonly string StatePrefix = $"webpubsub={Random.Shared.NextInt64():x16}-"; // distinguishes the entries of this process from all others

    /// <summary>Returns the value of <c>traceparent</c> for an event. The sampled flag is always set, so that the application records the event.</summary>
    public static string CreateParent(EmulatorTraceEntry entry)
    {
        if (entry.Context == default) // all attempts of the event have the same context
        {
            entry.Context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        }

        return $"00-{entry.Context.TraceId}-{entry.Context.SpanId}-01";
    }

    /// <summary>Returns the value of <c>tracestate</c> for an event, which contains the number of the entry.</summary>
    public static string CreateState(EmulatorTraceEntry entry) => StatePrefix + entry.Number.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Reads the <c>tracestate</c> header of a request.</summary>
    /// <returns>The number of the entry; <see langword="null"/> if the header is not from an event.</returns>
    public static long? ReadEntry(string? state) =>
        state?.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(member => member.StartsWith(StatePrefix, StringComparison.Ordinal)) is { } own
        && long.TryParse(own.AsSpan(StatePrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number
            : null;

    /// <summary>Starts the activity of a delegate that handles an event, as ASP.NET Core does for a request. Without a listener, no exporter sees it.</summary>
    public static Activity StartActivity(string parent, string state)
    {
        const string Name = "handle event";
        ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context);
        return EmulatorActivities.Source.StartActivity(Name, ActivityKind.Consumer, context)
            ?? new Activity(Name) { TraceStateString = state }.SetParentId(parent).Start();
    }

    /// <summary>Reads the <c>traceparent</c> header of a request.</summary>
    public static ActivityContext ReadParent(string? parent) =>
        ActivityContext.TryParse(parent, traceState: null, isRemote: true, out ActivityContext context) ? context : default;
}
