// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;
using Azure.Core;
using WebPubSub.Failover;
using WebPubSub.Groups;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    private const int MaxPageSize = 200;

    /// <summary>Lists the connections that are in a group.</summary>
    /// <param name="group">The group; one without members gives nothing.</param>
    /// <param name="maxpagesize">How many at the most in one answer of the service: 1 to 200, which is the default.</param>
    /// <param name="maxCount">How many at the most in all; not given, all.</param>
    /// <param name="continuationToken">Where an earlier listing stopped: the token of one of its pages.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The members; requests are made as they are enumerated, one for each page.</returns>
    /// <exception cref="ArgumentException">The group name or a number is not what the service takes; no request was made.</exception>
    /// <exception cref="NotSupportedException">The chosen service version is older than 2024-12-01.</exception>
    /// <remarks>Members that join or leave meanwhile may be missing or listed, but nobody is listed twice. Protocol reference: REST API, section 11.</remarks>
    public virtual AsyncPageable<WebPubSubGroupMember> ListConnectionsInGroupAsync(
        string group,
        int? maxpagesize = null,
        int? maxCount = null,
        string? continuationToken = null,
        CancellationToken cancellationToken = default)
    {
        RequestContext? context = ToContext(cancellationToken);
        CheckListing(group, maxpagesize, maxCount);
        return new AsyncGroupMembers(
            async token =>
            {
                await GetUsableAsync(cancellationToken).ConfigureAwait(false); // so that what is known of them is fresh
                return GroupPageRequest.Start(_resources, token ?? continuationToken, maxCount);
            },
            (page, size) => SendAsync(CreateListing(group, page, size ?? maxpagesize, context), context, nameof(ListConnectionsInGroup), page.Resource),
            cancellationToken);
    }

    /// <inheritdoc cref="ListConnectionsInGroupAsync(string, int?, int?, string?, CancellationToken)"/>
    public virtual Pageable<WebPubSubGroupMember> ListConnectionsInGroup(
        string group,
        int? maxpagesize = null,
        int? maxCount = null,
        string? continuationToken = null,
        CancellationToken cancellationToken = default)
    {
        RequestContext? context = ToContext(cancellationToken);
        CheckListing(group, maxpagesize, maxCount);
        return new SyncGroupMembers(
            token =>
            {
                GetUsable(cancellationToken);
                return GroupPageRequest.Start(_resources, token ?? continuationToken, maxCount);
            },
            (page, size) => Send(CreateListing(group, page, size ?? maxpagesize, context), context, nameof(ListConnectionsInGroup), page.Resource),
            cancellationToken);
    }

    private void CheckListing(string group, int? maxpagesize, int? maxCount)
    {
        Require(ServiceVersion.V2024_12_01, "Listing the connections of a group");
        Rest.Guard.Group(group);
        if (maxpagesize is < 1 or > MaxPageSize)
        {
            throw new ArgumentOutOfRangeException(nameof(maxpagesize), maxpagesize, $"A page has 1 to {MaxPageSize} members.");
        }

        if (maxCount is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxCount), maxCount, "At least one member must be asked for.");
        }
    }

    private HttpMessage CreateListing(string group, GroupPageRequest page, int? maxpagesize, RequestContext? context)
    {
        if (page.Link is not null)
        {
            return CreateNextPage(page.Link, page.Resource, context);
        }

        HttpMessage message = CreateGroupMessage(RequestMethod.Get, group, context, resource: page.Resource);
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendPath("/connections", escape: false);
        AppendNumber(uri, "maxpagesize", maxpagesize);
        AppendNumber(uri, "top", page.Wanted);
        if (!string.IsNullOrEmpty(page.Token))
        {
            uri.AppendQuery("continuationToken", page.Token, escapeValue: true);
        }

        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    // Followed as it is, but never with this client's credentials to another host.
    private static HttpMessage CreateNextPage(Uri next, ServiceResource resource, RequestContext? context)
    {
        bool isService = IsSameServer(next, resource.Endpoint);
        if (!isService && !(resource.ReverseProxy is { } proxy && IsSameServer(next, proxy)))
        {
            throw new InvalidOperationException($"The service names '{next.Host}' as the address of the next page, which is not its own: it is not followed.");
        }

        HttpMessage message = resource.CreateMessage(context, SuccessClassifier.Default);
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(isService ? next : new Uri(resource.Endpoint, next.PathAndQuery));
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static bool IsSameServer(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static void AppendNumber(RequestUriBuilder uri, string name, int? value)
    {
        if (value is { } number)
        {
            uri.AppendQuery(name, number.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        }
    }
}
