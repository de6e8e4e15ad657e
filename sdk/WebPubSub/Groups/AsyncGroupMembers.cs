// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Groups;

/// <summary>The members of a group, asked for page by page.</summary>
internal sealed class AsyncGroupMembers(
    Func<string?, int?, Task<Response>> getFirst,
    Func<Uri, Task<Response>> getNext,
    string? startToken,
    CancellationToken cancellationToken) : AsyncPageable<WebPubSubGroupMember>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<WebPubSubGroupMember>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        GroupMemberPage page = GroupMemberPage.Read(await getFirst(continuationToken ?? startToken, pageSizeHint).ConfigureAwait(false));
        yield return page.ToPage();
        while (page.Next is not null)
        {
            page = GroupMemberPage.Read(await getNext(page.Next).ConfigureAwait(false));
            yield return page.ToPage();
        }
    }
}
