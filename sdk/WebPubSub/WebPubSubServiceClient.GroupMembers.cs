// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Azure;
using Azure.Core;
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
            (token, size) => SendAsync(CreateListing(group, size ?? maxpagesize, maxCount, token, context), context, nameof(ListConnectionsInGroup)),
            next => SendAsync(CreateNextPage(next, context), context, nameof(ListConnectionsInGroup)),
            continuationToken,
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
            (token, size) => Send(CreateListing(group, size ?? maxpagesize, maxCount, token, context), context, nameof(ListConnectionsInGroup)),
            next => Send(CreateNextPage(next, context), context, nameof(ListConnectionsInGroup)),
            continuationToken,
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

    private HttpMessage CreateListing(string group, int? maxpagesize, int? maxCount, string? continuationToken, RequestContext? context)
    {
        HttpMessage message = CreateGroupMessage(RequestMethod.Get, group, context);
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendPath("/connections", escape: false);
        AppendNumber(uri, "maxpagesize", maxpagesize);
        AppendNumber(uri, "top", maxCount);
        if (!string.IsNullOrEmpty(continuationToken))
        {
            uri.AppendQuery("continuationToken", continuationToken, escapeValue: true);
        }

        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    // Followed as it is, but never with this client's credentials to another host.
    private HttpMessage CreateNextPage(Uri next, RequestContext? context)
    {
        bool isService = Uri.Compare(next, Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        bool isProxy = _reverseProxy is not null
            && Uri.Compare(next, _reverseProxy, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (!isService && !isProxy)
        {
            throw new InvalidOperationException($"The service names '{next.Host}' as the address of the next page, which is not its own: it is not followed.");
        }

        HttpMessage message = Pipeline.CreateMessage(context, Rest.SuccessClassifier.Default);
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(isService ? next : new Uri(Endpoint, next.PathAndQuery));
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private static void AppendNumber(RequestUriBuilder uri, string name, int? value)
    {
        if (value is { } number)
        {
            uri.AppendQuery(name, number.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        }
    }
}
