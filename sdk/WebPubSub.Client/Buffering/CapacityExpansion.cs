// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Buffering;

/// <summary>Higher limits of a buffer that apply under a condition.</summary>
/// <param name="MaxItems">The maximum number of items under the condition.</param>
/// <param name="MaxBytes">The maximum number of bytes under the condition.</param>
/// <param name="IsExpanded">The condition: returns whether the higher limits apply. Called under the lock of the gate.</param>
internal sealed record CapacityExpansion(int MaxItems, long MaxBytes, Func<bool> IsExpanded);
