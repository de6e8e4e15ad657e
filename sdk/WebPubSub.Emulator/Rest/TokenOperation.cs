// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WebPubSub.Emulator.Access;

namespace WebPubSub.Emulator.Rest;

/// <summary>Creates a client token for a server that authenticates with Microsoft Entra ID. See docs/protocols/rest-api.md#725-generateclienttoken.</summary>
internal sealed class TokenOperation(ClientTokens tokens)
{
    private const int DefaultMinutes = 60;

    public RestResult Generate(RestCall call)
    {
        string[] groups = [.. call.Query("group").Select(group => group ?? "")];
        if (!groups.All(WebPubSubNames.IsValidGroup))
        {
            return RestResult.BadRequest("Invalid group name.", "group");
        }

        string clientType = call.Query("clientType").ToString();
        return PathFor(clientType) is { } path
            ? Answer(call, path, TimeSpan.FromMinutes(MinutesOf(call)!.Value), groups)
            : RestResult.BadRequest("Invalid clientType.", "clientType");
    }

    /// <summary>Validates the parameters that the service checks before the access token of the caller. See docs/protocols/rest-api.md#62-order-of-checks.</summary>
    public static RestResult? Check(RestCall call) =>
        MinutesOf(call) is null ? RestResult.BadRequest("Invalid minutesToExpire.", "minutesToExpire") : null;

    private static int? MinutesOf(RestCall call) => call.Query("minutesToExpire") switch
    {
        { Count: 0 } => DefaultMinutes,
        { Count: 1 } given when int.TryParse(given[0], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && minutes >= 1 => minutes,
        _ => null,
    };

    private static string? PathFor(string clientType) => clientType.ToLowerInvariant() switch
    {
        "" or "default" => "client/hubs/",
        "socketio" => "clients/socketio/hubs/",
        "mqtt" => "clients/mqtt/hubs/",
        _ => null,
    };

    private RestResult Answer(RestCall call, string path, TimeSpan lifetime, string[] groups)
    {
        HttpRequest request = call.Http.Request;
        string audience = $"{request.Scheme}://{request.Host}/{path}{Uri.EscapeDataString(call.HubName.ToLowerInvariant())}";
        string[] roles = [.. call.Query("role").OfType<string>()];
        string token = tokens.Create(audience, lifetime, call.Query("userId").ToString(), roles, groups);
        return RestResult.Ok with { Json = JsonSerializer.SerializeToUtf8Bytes(new RestToken(token), RestJsonContext.Default.RestToken) };
    }
}
