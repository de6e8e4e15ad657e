// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;

namespace WebPubSub.Groups;

/// <summary>One page of a listing, and the request for the next.</summary>
internal sealed record GroupMemberPage(IReadOnlyList<WebPubSubGroupMember> Members, GroupPageRequest? Next, Response Response)
{
    /// <summary>Reads a response. A missing link and a null link both end the listing.</summary>
    public static GroupMemberPage Read(GroupPageRequest request, Response response)
    {
        using JsonDocument body = JsonDocument.Parse(response.Content.ToMemory());
        var members = new List<WebPubSubGroupMember>();
        foreach (JsonElement member in body.RootElement.GetProperty("value"u8).EnumerateArray())
        {
            members.Add(new WebPubSubGroupMember(member.GetProperty("connectionId"u8).GetString()!)
            {
                UserId = member.TryGetProperty("userId"u8, out JsonElement userId) ? userId.GetString() : null,
            });
        }

        string? link = body.RootElement.TryGetProperty("nextLink"u8, out JsonElement value) ? value.GetString() : null;
        return new GroupMemberPage(
            members, request.After(members.Count, string.IsNullOrEmpty(link) ? null : new Uri(link, UriKind.Absolute)), response);
    }

    /// <summary>Converts it to a page whose token can start another listing.</summary>
    public Page<WebPubSubGroupMember> ToPage() => Page<WebPubSubGroupMember>.FromValues(Members, Next?.ContinuationToken, Response);
}
