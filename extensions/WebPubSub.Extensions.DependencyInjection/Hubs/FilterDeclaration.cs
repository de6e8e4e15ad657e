// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Hubs;

/// <summary>One call of <c>AddFilter</c> or <c>AddHubFilter</c>.</summary>
/// <param name="HubType">The class of the hub that the filter applies to; null for all hubs.</param>
/// <param name="Events">The events that the filter needs.</param>
internal sealed record FilterDeclaration(Type? HubType, WebPubSubHubEvents Events);
