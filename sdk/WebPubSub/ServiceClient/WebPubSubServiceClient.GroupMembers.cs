// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using WebPubSub.Failover;
using WebPubSub.Groups;
using WebPubSub.Operations;
using WebPubSub.Rest;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    private const int MaxPageSize = 200;

    /// <summary>Lists the connections that are in a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. A group without members returns an empty list.</param>
    /// <param name="maxpagesize">The maximum number of members in one response: 1 to 200. The default is 200.</param>
    /// <param name="maxCount">The maximum number of members in total, at least 1. The default is <see langword="null"/>: no limit.</param>
    /// <param name="continuationToken">The continuation token of a page of an earlier listing, to continue after that page.</param>
    /// <returns>The members. The client sends one request for each page, as the pages are enumerated.</returns>
    /// <exception cref="ArgumentException">The group name or a number is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2024-12-01.</exception>
    /// <remarks>
    /// A member that joins or leaves during the listing can be missing or present, but no member is listed twice. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/list-connections-in-group">the REST operation</see>.
    /// </remarks>
    public virtual AsyncPageable<WebPubSubGroupMember> ListConnectionsInGroupAsync(
        string group, int? maxpagesize = null, int? maxCount = null, string? continuationToken = null) =>
        ListConnectionsInGroupAsync(group, maxpagesize, maxCount, continuationToken, CancellationToken.None);

    /// <inheritdoc cref="ListConnectionsInGroupAsync(string, int?, int?, string?)"/>
    public virtual Pageable<WebPubSubGroupMember> ListConnectionsInGroup(
        string group, int? maxpagesize = null, int? maxCount = null, string? continuationToken = null) =>
        ListConnectionsInGroup(group, maxpagesize, maxCount, continuationToken, CancellationToken.None);

    /// <summary>Lists the connections that are in a group.</summary>
    /// <param name="group">The group: 1 to 1024 characters. A group without members returns an empty list.</param>
    /// <param name="maxpagesize">The maximum number of members in one response: 1 to 200. The default is 200.</param>
    /// <param name="maxCount">The maximum number of members in total, at least 1. The default is <see langword="null"/>: no limit.</param>
    /// <param name="continuationToken">The continuation token of a page of an earlier listing, to continue after that page.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The members. The client sends one request for each page, as the pages are enumerated.</returns>
    /// <exception cref="ArgumentException">The group name or a number is invalid. No request was sent.</exception>
    /// <exception cref="NotSupportedException">The service version of the client is older than 2024-12-01.</exception>
    /// <remarks>
    /// A member that joins or leaves during the listing can be missing or present, but no member is listed twice. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/list-connections-in-group">the REST operation</see>.
    /// </remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual AsyncPageable<WebPubSubGroupMember> ListConnectionsInGroupAsync(
        string group, int? maxpagesize, int? maxCount, string? continuationToken, CancellationToken cancellationToken)
    {
        CheckListing(group, maxpagesize, maxCount);
        RequestContext? context = ToContext(cancellationToken);
        return new AsyncGroupMembers(
            async token =>
            {
                await Resources.RefreshAsync(cancellationToken).ConfigureAwait(false);
                return GroupPageRequest.Start(Resources.All, token ?? continuationToken, maxCount);
            },
            (page, size) => Resources.SendAsync(CreateListing(group, page, size ?? maxpagesize), context, page.Resource),
            cancellationToken);
    }

    /// <inheritdoc cref="ListConnectionsInGroupAsync(string, int?, int?, string?, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Pageable<WebPubSubGroupMember> ListConnectionsInGroup(
        string group, int? maxpagesize, int? maxCount, string? continuationToken, CancellationToken cancellationToken)
    {
        CheckListing(group, maxpagesize, maxCount);
        RequestContext? context = ToContext(cancellationToken);
        return new SyncGroupMembers(
            token =>
            {
                Resources.Refresh(cancellationToken);
                return GroupPageRequest.Start(Resources.All, token ?? continuationToken, maxCount);
            },
            (page, size) => Resources.Send(CreateListing(group, page, size ?? maxpagesize), context, page.Resource),
            cancellationToken);
    }

    private void CheckListing(string group, int? maxpagesize, int? maxCount)
    {
        Requests.RequireListing();
        Guard.Group(group);
        if (maxpagesize is < 1 or > MaxPageSize)
        {
            throw new ArgumentOutOfRangeException(nameof(maxpagesize), maxpagesize, $"The page size must be 1 to {MaxPageSize}.");
        }

        if (maxCount is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount, "The maximum number of members must be at least 1.");
        }
    }

    private OperationRequest CreateListing(string group, GroupPageRequest page, int? maxpagesize) => page.Link is null
        ? Requests.ListConnectionsInGroup(group, maxpagesize, page.MaxCount, page.Token)
        : RequestFactory.NextPage(ValidateLink(page.Link, page.Resource));

    // The client follows the link, but never sends the credentials to another host.
    private static Uri ValidateLink(Uri next, ServiceResource resource)
    {
        if (IsSameServer(next, resource.Endpoint))
        {
            return next;
        }

        return resource.ReverseProxy is { } proxy && IsSameServer(next, proxy)
            ? new Uri(resource.Endpoint, next.PathAndQuery)
            : throw new InvalidOperationException($"The link to the next page points to another host, '{next.Host}'. The client does not follow it.");
    }

    private static bool IsSameServer(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
