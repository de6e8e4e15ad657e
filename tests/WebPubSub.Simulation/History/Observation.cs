// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Simulation.History;

/// <summary>What the handlers of a client were called with, in order.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Publisher">The publisher of a message.</param>
/// <param name="Number">The number of a message.</param>
/// <param name="Group">The group of a message.</param>
/// <param name="Text">The content of a message.</param>
/// <param name="Reason">Why a connection ended.</param>
internal sealed record Observation(TimeSpan At, ObservationKind Kind, string Publisher = "", int Number = 0, string Group = "", string Text = "", string Reason = "");
