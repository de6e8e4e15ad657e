// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Web;
using WebPubSub.Failover;

namespace WebPubSub.Groups;

/// <summary>A request for a page of a listing: the resource, the start of the page, and the remaining number of members.</summary>
/// <remarks>The continuation token comes from the service. A client with several resources adds the index of the resource as a prefix.</remarks>
internal sealed record GroupPageRequest(IReadOnlyList<ServiceResource> Resources, int Index, string? Token, Uri? Link, int? MaxCount)
{
    public ServiceResource Resource => Resources[Index];

    public string ContinuationToken => Resources.Count == 1 ? Token! : string.Create(CultureInfo.InvariantCulture, $"{Index}:{Token}");

    public static GroupPageRequest Start(IReadOnlyList<ServiceResource> resources, string? continuationToken, int? maxCount)
    {
        if (resources.Count == 1 || string.IsNullOrEmpty(continuationToken))
        {
            return new GroupPageRequest(resources, FindAvailable(resources, 0) ?? 0, continuationToken, null, maxCount);
        }

        int colon = continuationToken.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(continuationToken.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < resources.Count
                ? new GroupPageRequest(resources, index, continuationToken[(colon + 1)..], null, maxCount)
                : throw new ArgumentException("The continuation token is invalid. Pass a token from a listing of this client.", nameof(continuationToken));
    }

    /// <summary>Returns the request for the linked page, or for the first page of the next resource that is up. Returns null at the end.</summary>
    public GroupPageRequest? After(int members, Uri? link)
    {
        int? left = MaxCount - members;
        return link is not null
            ? this with { Link = link, Token = HttpUtility.ParseQueryString(link.Query)["continuationToken"], MaxCount = left }
            : left is <= 0 ? null : OfNextResource(left);
    }

    /// <summary>Returns the request after this resource went down. The listing skips its members, because they have lost their connections.</summary>
    public GroupPageRequest? AfterResourceDown() => OfNextResource(MaxCount);

    private GroupPageRequest? OfNextResource(int? maxCount) =>
        FindAvailable(Resources, Index + 1) is { } next ? this with { Index = next, Link = null, Token = null, MaxCount = maxCount } : null;

    private static int? FindAvailable(IReadOnlyList<ServiceResource> resources, int from)
    {
        while (from < resources.Count && resources[from].IsReplaced)
        {
            from++;
        }

        return from < resources.Count ? from : null;
    }
}
