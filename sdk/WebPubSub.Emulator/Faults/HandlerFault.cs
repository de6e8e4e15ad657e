// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>The effect of a fault on an event for an event handler.</summary>
/// <param name="Delay">The delay before any other effect.</param>
/// <param name="Status">The status that replaces the answer of the event handler; 0 for none.</param>
/// <param name="IsLost">Whether the event is lost: it does not arrive and has no answer.</param>
/// <param name="IsDelivered">Whether the event handler receives the event, although its answer is replaced.</param>
internal sealed record HandlerFault(TimeSpan Delay = default, int Status = 0, bool IsLost = false, bool IsDelivered = false);
