// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.Rest;

namespace WebPubSub.Operations;

/// <summary>The target of an operation: the hub, a group, a user, or a connection.</summary>
/// <param name="SendName">The name of the send operation.</param>
/// <param name="Path">The path below the hub, escaped.</param>
internal readonly record struct Target(string SendName, string Path)
{
    public static readonly Target Hub = new("SendToAll", "");

    public static Target Group(string group) => new("SendToGroup", "/groups/" + Uri.EscapeDataString(SlashWarnings.CheckGroup(Guard.Group(group))));

    public static Target User(string userId) => new("SendToUser", "/users/" + Uri.EscapeDataString(SlashWarnings.CheckUser(Guard.Id(userId))));

    public static Target Connection(string connectionId) => new("SendToConnection", "/connections/" + Uri.EscapeDataString(Guard.Id(connectionId)));
}
