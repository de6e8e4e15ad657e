// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Groups;

/// <summary>The members of a group, asked for page by page.</summary>
internal sealed class AsyncGroupMembers(
    Func<string?, GroupPageRequest> start,
    Func<GroupPageRequest, int?, Task<Response>> getPage,
    CancellationToken cancellationToken) : AsyncPageable<WebPubSubGroupMember>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<WebPubSubGroupMember>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        GroupPageRequest? next = start(continuationToken);
        while (next is not null)
        {
            GroupMemberPage page = GroupMemberPage.Read(next, await getPage(next, pageSizeHint).ConfigureAwait(false));
            yield return page.ToPage();
            next = page.Next;
        }
    }
}
