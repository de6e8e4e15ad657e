// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.Configuration;

/// <summary>The setting <c>AdvertisedAddress</c>: a host, a host with a port, or a URL.</summary>
internal static class AdvertisedAddress
{
    /// <summary>Returns the address as a URL; <see langword="null"/> if it is invalid.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="listening">The address on which the emulator listens. It has the scheme and the port that the setting does not have.</param>
    public static Uri? Resolve(string value, Uri listening)
    {
        bool isUrl = value.Contains("://", StringComparison.Ordinal);
        return Uri.TryCreate(isUrl ? value : $"{listening.Scheme}://{value}", UriKind.Absolute, out Uri? uri) && IsAddress(uri)
            ? isUrl || HasPort(value) ? uri : new UriBuilder(uri) { Port = listening.Port }.Uri
            : null;
    }

    private static bool IsAddress(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "", Port: > 0 }
        && Uri.CheckHostName(uri.DnsSafeHost) != UriHostNameType.Unknown
        && !(IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    // A colon inside brackets belongs to an IPv6 address.
    private static bool HasPort(string value) => value.LastIndexOf(':') > value.LastIndexOf(']');
}
