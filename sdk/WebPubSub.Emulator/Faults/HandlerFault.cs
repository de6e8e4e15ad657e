// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>What happens to an event on its way to a handler.</summary>
/// <param name="Delay">How long it waits before anything else.</param>
/// <param name="Status">What is taken for the handler's answer, without asking it; 0 for neither.</param>
/// <param name="IsLost">Whether it never arrives and is never answered.</param>
internal sealed record HandlerFault(TimeSpan Delay = default, int Status = 0, bool IsLost = false);
