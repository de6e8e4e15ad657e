// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Primitives;
using WebPubSub.Emulator.Permissions;

namespace WebPubSub.Emulator.Rest;

/// <summary>Validates the names and numbers of a REST call. The order of the checks follows docs/protocols/rest-api.md#62-order-of-checks.</summary>
internal static class RestChecks
{
    /// <summary>The message of the service for an invalid group, also for the target of a permission.</summary>
    public const string InvalidGroup = "Invalid group name. Valid group name should be in between 1 and 1024 characters long.";

    public static RestResult? Validate(RestCall call)
    {
        StringValues version = call.Query("api-version");
        if (version.Count > 0 && (version.Count > 1 || !RestVersions.Contains(version[0])))
        {
            return RestResult.BadRequest("The specified API version is not supported.", "api-version");
        }

        if (!WebPubSubNames.IsValidHub(call.HubName))
        {
            return RestResult.BadRequest("Invalid hub name.");
        }

        if (call.Has("group") && !WebPubSubNames.IsValidGroup(call.Group))
        {
            return RestResult.BadRequest(InvalidGroup);
        }

        if (call.Has("connection") && string.IsNullOrWhiteSpace(call.ConnectionId))
        {
            return RestResult.BadRequest("Invalid connection ID.");
        }

        if (call.Has("permission") && !GroupPermissions.IsPermission(call.Permission))
        {
            return RestResult.BadRequest("Invalid permission.", "permission");
        }

        if (call.Has("user") && string.IsNullOrWhiteSpace(call.UserId))
        {
            return RestResult.BadRequest("Invalid user ID.");
        }

        return call.HasValidTtl ? null : RestResult.BadRequest("Invalid messageTtlSeconds.");
    }
}
