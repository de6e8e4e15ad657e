// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Operations;

/// <summary>The kind of an operation. It determines which responses are failures and how the operation is measured.</summary>
internal enum OperationKind
{
    /// <summary>Sends a message.</summary>
    Send,

    /// <summary>Changes or reads connections, groups, permissions or tokens.</summary>
    Manage,

    /// <summary>Checks whether a target exists. 404 is a result, not a failure.</summary>
    Check,
}
