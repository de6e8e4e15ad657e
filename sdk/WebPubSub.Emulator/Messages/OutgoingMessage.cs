// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Messages;

/// <summary>A message for one client, with its sequence ID on that connection.</summary>
/// <param name="Delivery">The message.</param>
/// <param name="Frame">The message, encoded for that client, without its sequence ID.</param>
/// <param name="SequenceId">The sequence ID; 0 for none.</param>
internal readonly record struct OutgoingMessage(Delivery Delivery, Frame Frame, long SequenceId = 0);
