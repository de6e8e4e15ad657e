// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Groups;

/// <summary>The members of a group, requested page by page.</summary>
internal sealed class AsyncGroupMembers(
    Func<string?, ValueTask<GroupPageRequest>> start,
    Func<GroupPageRequest, int?, Task<Response>> getPage,
    CancellationToken cancellationToken) : AsyncPageable<WebPubSubGroupMember>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<WebPubSubGroupMember>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        GroupPageRequest? next = await start(continuationToken).ConfigureAwait(false);
        while (next is not null)
        {
            GroupMemberPage page;
            try
            {
                page = GroupMemberPage.Read(next, await getPage(next, pageSizeHint).ConfigureAwait(false));
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
