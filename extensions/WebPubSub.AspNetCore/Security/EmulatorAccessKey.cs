// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Http;

namespace WebPubSub.AspNetCore.Security;

/// <summary>
/// The default access key of the emulator. The key is public, so a signature made with it does not prove who the sender is.
/// See docs/decisions/001-public-access-key.md.
/// </summary>
internal static class EmulatorAccessKey
{
    public const string Value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>
    /// Returns whether an event comes from this machine. Both the origin, which the sender chooses, and the address of the connection must be local.
    /// An in-memory request has no address, so only its origin counts.
    /// </summary>
    public static bool IsFromThisMachine(HttpContext http, WebPubSubConnectionContext context) =>
        IsLoopback(context.Origin) && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));

    /// <summary>Returns whether a host, or a host in the list of an origin, is this machine.</summary>
    public static bool IsLoopback(string? host) => EventOrigin.Includes(host, "localhost");
}
