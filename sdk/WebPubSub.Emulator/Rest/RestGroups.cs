// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using WebPubSub.Emulator.Filters;

namespace WebPubSub.Emulator.Rest;

/// <summary>The validated body of a bulk group change. See docs/protocols/rest-api.md#719-addconnectionstogroups.</summary>
internal sealed record RestGroups(string[] Groups, FilterExpression? Filter)
{
    public static async Task<(RestGroups? Request, RestResult? Rejection)> ReadAsync(HttpRequest request)
    {
        if (RestBody.CheckLength(request) is { } rejection)
        {
            return (null, rejection);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return (null, RestResult.UnsupportedMediaType($"content type '{request.ContentType}'"));
        }

        return Read(await RestBody.ReadAsync(request));
    }

    private static (RestGroups? Request, RestResult? Rejection) Read(byte[] body)
    {
        RestGroupsBody? parsed;
        try
        {
            parsed = JsonSerializer.Deserialize(body, RestJsonContext.Default.RestGroupsBody);
        }
        catch (JsonException)
        {
            return (null, RestResult.BadRequest("The request body is not a valid groups request."));
        }

        if (parsed?.Groups is not { Length: > 0 } groups || !groups.All(WebPubSubNames.IsValidGroup))
        {
            return (null, RestResult.BadRequest("A nonempty list of valid group names is required."));
        }

        (FilterExpression? filter, RestResult? rejection) = RestFilter.Read(parsed.Filter, "Filter");
        return rejection is null ? (new RestGroups(groups, filter), null) : (null, rejection);
    }
}
