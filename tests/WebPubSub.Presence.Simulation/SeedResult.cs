// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Presence.Simulation;

/// <summary>The result of a run.</summary>
/// <param name="EqualAfter">The time from the last change of a client until both instances equaled the service.</param>
/// <param name="Description">What happened, as one line.</param>
/// <param name="Violations">What should not have happened.</param>
internal sealed record SeedResult(TimeSpan EqualAfter, string Description, IReadOnlyList<string> Violations);
