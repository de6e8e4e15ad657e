// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;

namespace WebPubSub.Groups;

/// <summary>The members of a group, asked for page by page.</summary>
internal sealed class SyncGroupMembers(
    Func<string?, int?, Response> getFirst,
    Func<Uri, Response> getNext,
    string? startToken,
    CancellationToken cancellationToken) : Pageable<WebPubSubGroupMember>(cancellationToken)
{
    public override IEnumerable<Page<WebPubSubGroupMember>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        GroupMemberPage page = GroupMemberPage.Read(getFirst(continuationToken ?? startToken, pageSizeHint));
        yield return page.ToPage();
        while (page.Next is not null)
        {
            page = GroupMemberPage.Read(getNext(page.Next));
            yield return page.ToPage();
        }
    }
}
