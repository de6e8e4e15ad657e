// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace WebPubSub.Emulator.Rest;

/// <summary>
/// Lists the members of a group in pages. Members that join or leave between two pages do not shift the other members. See docs/protocols/rest-api.md#11-paging.
/// </summary>
internal sealed class GroupMembers
{
    private const int MaxPageSize = 200;
    private const int MaxTokenLength = 2048;

    private readonly string _process = Guid.NewGuid().ToString("N"); // tokens of another process are invalid

    /// <summary>Validates the parameters that the service checks before the access token. See docs/protocols/rest-api.md#62-order-of-checks.</summary>
    public static RestResult? Check(RestCall call) =>
        !TryReadNumber(call, "maxpagesize", MaxPageSize, out _) ? RestResult.BadRequest("Invalid maxpagesize.", "maxpagesize")
        : !TryReadNumber(call, "top", int.MaxValue, out _) ? RestResult.BadRequest("Invalid top.", "top")
        : null;

    public RestResult List(RestCall call)
    {
        TryReadNumber(call, "maxpagesize", MaxPageSize, out int pageSize);
        TryReadNumber(call, "top", int.MaxValue, out int top);
        if (!TryReadToken(call, out string lastId))
        {
            return RestResult.BadRequest("Invalid continuationToken.", "continuationToken");
        }

        RestGroupMember[] rest = [.. (call.Hub?.GetGroupConnections(call.Group) ?? [])
            .Where(connection => string.CompareOrdinal(connection.Id, lastId) > 0)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal)
            .Select(connection => new RestGroupMember(connection.Id, connection.UserId))];
        RestGroupMember[] page = rest[..Math.Min(rest.Length, Math.Min(pageSize, top))];
        bool isLast = page.Length == rest.Length || page.Length == top;
        var body = new RestGroupMemberPage(page, isLast ? null : NextLink(call, page, top));
        return RestResult.Ok with { Json = JsonSerializer.SerializeToUtf8Bytes(body, RestJsonContext.Default.RestGroupMemberPage) };
    }

    private static bool TryReadNumber(RestCall call, string name, int max, out int value)
    {
        StringValues given = call.Query(name);
        value = max;
        return given.Count == 0
            || (given.Count == 1 && int.TryParse(given[0], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1 && value <= max);
    }

    private bool TryReadToken(RestCall call, out string lastId)
    {
        lastId = "";
        StringValues given = call.Query("continuationToken");
        if (given.Count == 0)
        {
            return true;
        }

        if (given.Count > 1 || given[0] is not { Length: > 0 and <= MaxTokenLength } token || !Base64Url.IsValid(token))
        {
            return false;
        }

        string prefix = TokenPrefix(call);
        string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        lastId = text[prefix.Length..];
        return true;
    }

    private string NextLink(RestCall call, RestGroupMember[] page, int top)
    {
        HttpRequest request = call.Http.Request;
        string token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(TokenPrefix(call) + page[^1].ConnectionId));
        string address = $"{request.Scheme}://{request.Host}/api/hubs/{Uri.EscapeDataString(call.HubName)}/groups/{Uri.EscapeDataString(call.Group)}/connections";
        string query = $"?api-version=2024-12-01&continuationToken={token}";
        if (call.Query("maxpagesize").Count > 0)
        {
            query += $"&maxpagesize={call.Query("maxpagesize")}";
        }

        if (call.Query("top").Count > 0)
        {
            query += $"&top={(top - page.Length).ToString(CultureInfo.InvariantCulture)}";
        }

        return address + query;
    }

    private string TokenPrefix(RestCall call) => $"{_process}\n{call.HubName.ToLowerInvariant()}\n{call.Group}\n";
}
