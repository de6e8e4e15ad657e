// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Http;

namespace WebPubSub.AspNetCore.Security;

/// <summary>The default access key of the emulator. It is public, so an event that is signed with it proves nothing. docs/decisions/001-public-access-key.md.</summary>
internal static class EmulatorAccessKey
{
    public const string Value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>Whether an event comes from this machine: by its origin, which the sender chooses, and by the address of the connection. A request without a network has no address.</summary>
    public static bool IsFromThisMachine(HttpContext http, WebPubSubConnectionContext context) =>
        IsLoopback(context.Origin) && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));

    /// <summary>Whether a host, or one of the hosts of an origin, is this machine.</summary>
    public static bool IsLoopback(string? host) => EventOrigin.Includes(host, "localhost");
}
