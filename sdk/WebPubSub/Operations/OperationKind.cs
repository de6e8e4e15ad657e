// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Operations;

/// <summary>What an operation does, which decides how its answers are read and how it is measured.</summary>
internal enum OperationKind
{
    /// <summary>Sends a message.</summary>
    Send,

    /// <summary>Changes or reads connections, groups, permissions or tokens.</summary>
    Manage,

    /// <summary>Asks whether something exists: 404 is an answer, not a failure.</summary>
    Check,
}
