// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.LivePage;

/// <summary>Rejects requests of other web pages. The live page shows payloads and creates tokens, so a page of another origin must not read or use it.</summary>
internal sealed class LivePageGuard(WebPubSubEmulatorOptions options, EmulatorAddress address)
{
    /// <summary>
    /// Returns the reason why a request is rejected, or null. The page itself contains no data, so other sites may link to it. All other requests must come from
    /// the page itself.
    /// </summary>
    public string? Validate(HttpRequest request, bool isPage) =>
        !EmulatorHostNames.IsEmulatorHost(request.Host.Host, options.Host, address.Advertised.Host) ? "The live page is not available under this host name. Use localhost or an IP address."
        : isPage ? null
        : !IsSameOrigin(request) ? "Another origin must not read the live page."
        : null;

    private static bool IsSameOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            && (site.Length == 0 || site is "same-origin" or "none");
    }
}
