// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>The effect of a fault that rejects a client.</summary>
internal sealed class RejectionFault
{
    public static readonly RejectionFault Instance = new();
}
