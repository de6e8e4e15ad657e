// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>What a new connection makes of an operation that was sent on the one before and not acknowledged.</summary>
internal enum OperationSurvival
{
    /// <summary>It fails: the service may have carried it out, and does not remember it on a new connection.</summary>
    Fails,

    /// <summary>It is sent again: a repeat does no harm.</summary>
    IsRepeated,

    /// <summary>It fails, and whoever owns it makes another for the new connection.</summary>
    IsReplaced,
}
