// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Hubs;

/// <summary>One call of <c>AddHub</c>.</summary>
/// <param name="HubType">The class of the hub.</param>
/// <param name="HubName">The name that was passed; null if the name comes from the connection string or the class.</param>
/// <param name="ResourceName">The name of the resource.</param>
/// <param name="Events">The events that the class handles.</param>
internal sealed record HubDeclaration(Type HubType, string? HubName, string ResourceName, WebPubSubHubEvents Events);
