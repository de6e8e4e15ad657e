// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>The result of one attempt to recover a connection.</summary>
/// <param name="Transport">The new transport; null if the attempt failed.</param>
/// <param name="First">The first frame on the new transport.</param>
/// <param name="IsRejected">Whether the service no longer has the connection, so that a further attempt would also fail.</param>
internal readonly record struct RecoveryAttempt(Transport? Transport = null, ReceivedFrame First = default, bool IsRejected = false);
