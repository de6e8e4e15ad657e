// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using WebPubSub.Emulator.Configuration;

namespace WebPubSub.Emulator.Connections;

/// <summary>The cookies that event handlers set on one connection. docs/protocols/event-handler.md#11-cookies.</summary>
internal sealed class CookieStore(ILogger logger)
{
    private CookieContainer? _cookies; // created on first use, because few handlers set cookies

    public string? HeaderFor(Uri url) => _cookies?.GetCookieHeader(url) is { Length: > 0 } header ? header : null;

    /// <summary>Stores the cookies of a response. Skips and logs invalid cookies.</summary>
    public void Keep(Uri url, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? headers))
        {
            return;
        }

        CookieContainer cookies = LazyInitializer.EnsureInitialized(ref _cookies); // several responses may arrive at the same time
        foreach (string header in headers)
        {
            if (!TryKeep(cookies, url, header))
            {
                logger.InvalidCookie(UrlTemplate.ForLog(url));
            }
        }
    }

    private static bool TryKeep(CookieContainer cookies, Uri url, string header)
    {
        if (!Ascii.IsValid(header))
        {
            return false; // the emulator could not send it back
        }

        try
        {
            cookies.SetCookies(url, header);
            return true;
        }
        catch (CookieException)
        {
            return false;
        }
    }
}
