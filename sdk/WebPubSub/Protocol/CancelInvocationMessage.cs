// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message of a client: it no longer waits for the response of an invocation.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class CancelInvocationMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="invocationId">The ID of the invocation.</param>
    public CancelInvocationMessage(string invocationId) => InvocationId = invocationId;

    /// <summary>Gets the ID of the invocation.</summary>
    public string InvocationId { get; }
}
