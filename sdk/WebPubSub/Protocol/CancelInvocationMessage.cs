// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that cancels an invocation. The client no longer waits for the response.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class CancelInvocationMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="invocationId">The ID of the invocation.</param>
    public CancelInvocationMessage(string invocationId) => InvocationId = invocationId;

    /// <summary>Gets the ID of the invocation.</summary>
    public string InvocationId { get; }
}
