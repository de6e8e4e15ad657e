// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client.Sending;

/// <summary>What happens to an acknowledged frame when its connection ends before the acknowledgement.</summary>
internal enum OperationSurvival
{
    /// <summary>It fails: the service may have carried it out, and a new connection does not remember its ack ID.</summary>
    Fails,

    /// <summary>It is sent again on the next connection: a repeat does no harm.</summary>
    IsRepeated,

    /// <summary>It fails, and its owner creates another one for the next connection.</summary>
    IsReplaced,
}
