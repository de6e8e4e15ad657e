// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.AspNetCore.Negotiation;

/// <summary>Recognizes calls of other web sites, to which a browser adds the cookies of the user.</summary>
internal static class RequestOrigin
{
    /// <summary>Returns the origin of another web site; <see langword="null"/> if the call is safe.</summary>
    public static string? FindForeign(HttpRequest request, IList<string> allowed)
    {
        if (request.Headers.Cookie.Count == 0 && request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return null; // a browser never adds a bearer token by itself
        }

        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        bool isOwn = site.Length > 0
            ? site is "same-origin" or "none" // only the browser sets it; the host can differ behind a proxy
            : origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return isOwn || allowed.Any(other => origin.Equals(other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)) ? null
            : origin.Length > 0 ? origin
            : "another web site";
    }
}
