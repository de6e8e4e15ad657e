// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Messages;

/// <summary>A message for one client, with its number on that connection.</summary>
/// <param name="Delivery">The message.</param>
/// <param name="Frame">The same, encoded for that client, still without its number.</param>
/// <param name="SequenceId">Its number; 0 for one that has none.</param>
internal readonly record struct OutgoingMessage(Delivery Delivery, Frame Frame, long SequenceId = 0);
