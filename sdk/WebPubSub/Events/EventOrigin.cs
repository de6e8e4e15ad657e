// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub;

/// <summary>The <c>WebHook-Request-Origin</c> header: one host of the service or several, separated by commas.</summary>
/// <remarks>The sender chooses the value. Use it only to select the keys for the verification. It does not replace <see cref="EventSignature"/>.</remarks>
public static class EventOrigin
{
    private const int MaxLength = 2048;

    /// <summary>Checks whether the header contains a host. Case and ports are ignored, and all loopback names of this machine are equal.</summary>
    /// <param name="origin">The value of the header.</param>
    /// <param name="host">The host of a resource, without a port.</param>
    /// <returns><see langword="true"/> if the header contains the host.</returns>
    public static bool Includes(string? origin, string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (origin is null or { Length: > MaxLength })
        {
            return false;
        }

        foreach (Range range in origin.AsSpan().Split(','))
        {
            if (IsSameHost(WithoutPort(origin.AsSpan(range).Trim()), host))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && host.LastIndexOf(']') < colon && host.IndexOf(':') == colon ? host[..colon] : WithoutPortOfIPv6(host);
    }

    private static ReadOnlySpan<char> WithoutPortOfIPv6(ReadOnlySpan<char> host)
    {
        int bracket = host.LastIndexOf(']');
        return bracket >= 0 && host[(bracket + 1)..] is [':', ..] ? host[..(bracket + 1)] : host;
    }

    // Clients can address an emulator on this machine by several loopback names.
    private static bool IsSameHost(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase) || (IsLoopback(left) && IsLoopback(right));

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
