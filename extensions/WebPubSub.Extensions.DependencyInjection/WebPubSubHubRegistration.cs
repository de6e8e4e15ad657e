// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>That a class handles the events of a hub.</summary>
/// <param name="HubType">The class.</param>
/// <param name="HubName">The name of the hub at the service; its case does not count.</param>
/// <param name="ResourceName">The resource that the hub is at: the name of its <see cref="WebPubSubOptions"/>.</param>
public sealed record WebPubSubHubRegistration(Type HubType, string HubName, string ResourceName = "");
