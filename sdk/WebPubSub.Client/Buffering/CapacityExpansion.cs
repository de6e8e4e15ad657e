// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Buffering;

/// <summary>How much more fits in a buffer at certain times.</summary>
/// <param name="MaxItems">How many items fit then.</param>
/// <param name="MaxBytes">How many bytes fit then.</param>
/// <param name="IsExpanded">Whether it is such a time. Called under the lock of the gate.</param>
internal sealed record CapacityExpansion(int MaxItems, long MaxBytes, Func<bool> IsExpanded);
