// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>The names of connections in the lines of the trace.</summary>
internal static class ConnectionNames
{
    public static string Of(string connectionId, string? userId) => string.IsNullOrEmpty(userId) ? connectionId : $"{connectionId} ({userId})";
}
