// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;

namespace WebPubSub.Groups;

/// <summary>One page of a listing, and the request for the next page.</summary>
internal sealed record GroupMemberPage(IReadOnlyList<WebPubSubGroupMember> Members, GroupPageRequest? Next, Response Response)
{
    /// <summary>Reads a response. The listing ends if the link is missing or null.</summary>
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

    /// <summary>Converts this page to a public page. Its continuation token can start another listing.</summary>
    public Page<WebPubSubGroupMember> ToPage() => Page<WebPubSubGroupMember>.FromValues(Members, Next?.ContinuationToken, Response);
}
