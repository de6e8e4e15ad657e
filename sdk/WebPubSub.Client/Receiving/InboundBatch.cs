// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Receiving;

/// <summary>Items that were received one right after the other.</summary>
/// <param name="Items">The items.</param>
/// <param name="Frames">The rented array that holds frames of them; null for none.</param>
internal readonly record struct InboundBatch(InboundItem[] Items, byte[]? Frames = null);
