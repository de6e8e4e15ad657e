// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.AspNetCore.Security;

/// <summary>The <c>WebHook-Request-Origin</c> header: one host of the service or several, separated by commas, without port.</summary>
/// <remarks>Event handler reference, section 3.</remarks>
internal static class RequestOrigin
{
    private const int MaxLength = 2048;

    public static bool Names(string? origin, string host)
    {
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
        return colon > 0 && host.LastIndexOf(']') < colon && host.IndexOf(':') == colon ? host[..colon] : host;
    }

    // An emulator on this machine goes by several names.
    private static bool IsSameHost(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase) || (IsLoopback(left) && IsLoopback(right));

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
