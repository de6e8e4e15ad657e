// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Diagnostics;

namespace WebPubSub.Emulator.Observation;

/// <summary>
/// The <c>traceparent</c> header of an event. An application that propagates it in its REST calls, as <c>HttpClient</c> does, names the event that caused them.
/// See W3C Trace Context, https://www.w3.org/TR/trace-context/.
/// </summary>
internal static class TraceParentHeader
{
    public const string Name = "traceparent";

    private const int IdLength = 16;
    private static readonly long Process = Random.Shared.NextInt64(1, long.MaxValue); // distinguishes these trace IDs from all others

    /// <summary>Returns the header for an event. Its trace ID contains the number of the entry.</summary>
    public static string Create(EmulatorTraceEntry entry)
    {
        Span<byte> id = stackalloc byte[IdLength];
        BinaryPrimitives.WriteInt64BigEndian(id, Process);
        BinaryPrimitives.WriteInt64BigEndian(id[sizeof(long)..], entry.Number);
        return $"00-{ActivityTraceId.CreateFromBytes(id)}-{ActivitySpanId.CreateRandom()}-01";
    }

    /// <summary>Reads the header of a request.</summary>
    /// <returns>The number of the entry; <see langword="null"/> if the header is not from an event.</returns>
    public static long? Read(string? header)
    {
        if (!ActivityContext.TryParse(header, traceState: null, out ActivityContext context))
        {
            return null;
        }

        Span<byte> id = stackalloc byte[IdLength];
        context.TraceId.CopyTo(id);
        return BinaryPrimitives.ReadInt64BigEndian(id) == Process && BinaryPrimitives.ReadInt64BigEndian(id[sizeof(long)..]) is > 0 and long number ? number : null;
    }
}
