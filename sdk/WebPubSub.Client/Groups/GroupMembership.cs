// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Groups;

/// <summary>A group that the client has joined, with the settings that a new connection must restore.</summary>
/// <param name="Name">The group.</param>
/// <param name="State">The state that the client has set; null if it has set none.</param>
/// <param name="IsSubscribed">Whether the client has subscribed to the states of the members.</param>
internal sealed record GroupMembership(string Name, IReadOnlyDictionary<string, string>? State = null, bool IsSubscribed = false);
