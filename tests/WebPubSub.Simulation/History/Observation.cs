// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>One call of an event handler of a client.</summary>
/// <param name="At">The time of the call.</param>
/// <param name="Kind">The kind of the call.</param>
/// <param name="Publisher">The publisher of a message.</param>
/// <param name="Number">The number of a message.</param>
/// <param name="Group">The group of a message.</param>
/// <param name="Text">The content of a message.</param>
/// <param name="Reason">The reason for the end of a connection.</param>
internal sealed record Observation(TimeSpan At, ObservationKind Kind, string Publisher = "", int Number = 0, string Group = "", string Text = "", string Reason = "");
