// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.LivePage;

/// <summary>Keeps other web pages out: the live page shows payloads and hands out tokens, so that no page of another origin may read it or act through it.</summary>
internal sealed class LivePageGuard(WebPubSubEmulatorOptions options)
{
    /// <summary>Why a request is refused, or null. The page itself says nothing, and may be linked to; what it asks for must be asked by itself.</summary>
    public string? FindFault(HttpRequest request, bool isPage) =>
        !OwnHosts.IsOwn(request.Host.Host, options.Host) ? "The live page is not reached under this host name: use localhost or an address."
        : isPage ? null
        : !IsOwnOrigin(request) ? "The live page may not be read by another origin."
        : null;

    private static bool IsOwnOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            && (site.Length == 0 || site is "same-origin" or "none");
    }
}
