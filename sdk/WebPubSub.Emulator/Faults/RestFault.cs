// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Faults;

/// <summary>The effect of a fault on a REST call.</summary>
/// <param name="Delay">The delay before any other effect.</param>
/// <param name="Status">The error status of the answer, which replaces the execution of the call; 0 for none.</param>
/// <param name="RetryAfter">The time after which the client may try again.</param>
/// <param name="IsReset">Whether the connection is reset instead of an answer.</param>
internal sealed record RestFault(TimeSpan Delay = default, int Status = 0, TimeSpan? RetryAfter = null, bool IsReset = false);
