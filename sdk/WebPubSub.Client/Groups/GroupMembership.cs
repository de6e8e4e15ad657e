// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Groups;

/// <summary>What this client has made of a group, for the next connection.</summary>
/// <param name="Name">The group.</param>
/// <param name="State">The state that it has set there; null for none.</param>
/// <param name="IsSubscribed">Whether it hears of the states of the members.</param>
internal sealed record GroupMembership(string Name, IReadOnlyDictionary<string, string>? State = null, bool IsSubscribed = false);
