// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Groups;

/// <summary>The members of a group, requested page by page.</summary>
internal sealed class SyncGroupMembers(
    Func<string?, GroupPageRequest> start,
    Func<GroupPageRequest, int?, Response> getPage,
    CancellationToken cancellationToken) : Pageable<WebPubSubGroupMember>(cancellationToken)
{
    public override IEnumerable<Page<WebPubSubGroupMember>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        GroupPageRequest? next = start(continuationToken);
        while (next is not null)
        {
            GroupMemberPage page;
            try
            {
                page = GroupMemberPage.Read(next, getPage(next, pageSizeHint));
            }
            catch (Exception) when (next.Resource.IsReplaced)
            {
                next = next.AfterResourceDown();
                continue;
            }

            yield return page.ToPage();
            next = page.Next;
        }
    }
}
