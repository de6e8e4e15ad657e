// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>A client is sent away.</summary>
internal sealed class Refusal
{
    public static readonly Refusal Instance = new();
}
