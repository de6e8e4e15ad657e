// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>From the client: everything up to here has arrived.</summary>
/// <param name="SequenceId">The largest id that has arrived.</param>
/// <remarks>Protocol reference: client protocols, section 5.5.</remarks>
public sealed record SequenceAckMessage(ulong SequenceId) : WebPubSubMessage;
