// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Receiving;

/// <summary>Items that were received consecutively.</summary>
/// <param name="Items">The items.</param>
/// <param name="Frames">The rented array that holds frames of the items; null if no array is rented.</param>
internal readonly record struct InboundBatch(InboundItem[] Items, byte[]? Frames = null);
