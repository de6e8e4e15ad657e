// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>What happens to a REST call.</summary>
/// <param name="Delay">How long it waits before anything else.</param>
/// <param name="Status">What it is answered instead of being carried out; 0 for neither.</param>
/// <param name="RetryAfter">When the client may try again.</param>
/// <param name="IsReset">Whether its connection is reset instead.</param>
internal sealed record RestFault(TimeSpan Delay = default, int Status = 0, TimeSpan? RetryAfter = null, bool IsReset = false);
