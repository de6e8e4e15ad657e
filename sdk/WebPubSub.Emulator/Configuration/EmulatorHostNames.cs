// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Configuration;

/// <summary>The host names that a browser can only resolve to this machine.</summary>
internal static class EmulatorHostNames
{
    /// <summary>Returns whether a host name is <c>localhost</c>, a name below <c>.localhost</c>, or an address in 127.0.0.0/8 or ::1.</summary>
    public static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Returns whether the name in a Host header belongs to this emulator.</summary>
    /// <remarks>
    /// The owner of a domain can point its name to this machine, so that a page of the domain has the same origin (DNS rebinding). An IP address cannot be
    /// rebound.
    /// </remarks>
    public static bool IsEmulatorHost(string name, params ReadOnlySpan<string> configured) =>
        IsLoopback(name) || configured.Contains(name, StringComparer.OrdinalIgnoreCase) || IPAddress.TryParse(name.Trim('[', ']'), out _);
}
