// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Configuration;

/// <summary>The names under which a browser reaches this machine and no other.</summary>
internal static class OwnHosts
{
    /// <summary>Whether a host name is <c>localhost</c>, below <c>.localhost</c>, or an address in 127.0.0.0/8 or ::1.</summary>
    public static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Whether the name in a Host header is one of this emulator.</summary>
    /// <remarks>A name that some other domain's owner points to this machine would make their page one of the same origin (DNS rebinding). No address does that.</remarks>
    public static bool IsOwn(string name, string configured) =>
        IsLoopback(name) || name.Equals(configured, StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(name.Trim('[', ']'), out _);
}
