// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Observation;

/// <summary>How a connection is called in a line.</summary>
internal static class ConnectionNames
{
    public static string Of(string connectionId, string? userId) => string.IsNullOrEmpty(userId) ? connectionId : $"{connectionId} ({userId})";
}
