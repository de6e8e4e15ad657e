// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;

namespace WebPubSub.Emulator.Rest;

/// <summary>The operations that grant, revoke and check permissions. See docs/protocols/rest-api.md#722-grantpermission to #724-checkpermission.</summary>
internal static class PermissionOperations
{
    public static RestResult SetPermission(RestCall call, bool allow)
    {
        if (CheckTarget(call) is { } rejection)
        {
            return rejection;
        }

        if (call.Hub?.Find(call.ConnectionId) is not { } connection)
        {
            return allow ? RestResult.NotExisted("Info", "Connection", call.ConnectionId) : RestResult.NoContent;
        }

        return !connection.Permissions.Find(call.Permission)!.TrySet(call.Query("targetName").ToString(), allow)
            ? new RestResult(StatusCodes.Status409Conflict, "Error.Connection.Conflict", "The connection has too many permission rules.", "Connection")
            : allow ? RestResult.Ok : RestResult.NoContent;
    }

    public static RestResult CheckPermission(RestCall call)
    {
        if (CheckTarget(call) is { } rejection)
        {
            return rejection;
        }

        bool allowed = call.Hub?.Find(call.ConnectionId)?.Permissions.Find(call.Permission)!.Allows(call.Query("targetName").ToString()) == true;
        return allowed ? RestResult.Ok : RestResult.NotExisted("Info", "Connection", call.ConnectionId); // the same code as for a missing connection
    }

    private static RestResult? CheckTarget(RestCall call)
    {
        string target = call.Query("targetName").ToString();
        return string.IsNullOrWhiteSpace(target) || target.Length > WebPubSubNames.MaxGroupLength
            ? RestResult.BadRequest(RestChecks.InvalidGroup)
            : null;
    }
}
