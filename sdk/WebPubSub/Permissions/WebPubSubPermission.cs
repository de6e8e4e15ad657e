// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub;

/// <summary>A permission of a connection in a group.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-json-webpubsub-subprotocol#permissions">Permissions</see>.</remarks>
[SuppressMessage("Naming", "CA1711", Justification = "The name of the official package.")]
[SuppressMessage("Design", "CA1008", Justification = "Zero is not a valid permission: an unset value is rejected.")]
public enum WebPubSubPermission
{
    /// <summary>The permission to publish to a group.</summary>
    SendToGroup = 1,

    /// <summary>The permission to join and to leave a group.</summary>
    JoinLeaveGroup = 2,
}
