// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Connection;

/// <summary>The result of one attempt to recover a connection.</summary>
/// <param name="Transport">The new transport; null when the attempt failed.</param>
/// <param name="First">The first frame on the new transport.</param>
/// <param name="IsRejected">Whether the service does not have the connection any more, so that a further attempt is useless.</param>
internal readonly record struct RecoveryAttempt(Transport? Transport = null, ReceivedFrame First = default, bool IsRejected = false);
