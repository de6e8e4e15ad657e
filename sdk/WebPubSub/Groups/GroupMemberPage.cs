// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Azure;

namespace WebPubSub.Groups;

/// <summary>One answer of a listing, and what to ask for next.</summary>
internal sealed record GroupMemberPage(IReadOnlyList<WebPubSubGroupMember> Members, GroupPageRequest? Next, Response Response)
{
    /// <summary>Reads an answer; a missing and a null link both end the listing. REST API reference, section 11.</summary>
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

    /// <summary>As a page whose token can be given to a new listing.</summary>
    public Page<WebPubSubGroupMember> ToPage() => Page<WebPubSubGroupMember>.FromValues(Members, Next?.ContinuationToken, Response);
}
