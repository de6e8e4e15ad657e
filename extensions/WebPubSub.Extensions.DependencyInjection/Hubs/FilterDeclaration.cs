// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Hubs;

/// <summary>One call that adds a filter.</summary>
/// <param name="HubType">The class of the hub that the filter is for; null for all hubs.</param>
/// <param name="Events">The events that the filter needs.</param>
internal sealed record FilterDeclaration(Type? HubType, WebPubSubHubEvents Events);
