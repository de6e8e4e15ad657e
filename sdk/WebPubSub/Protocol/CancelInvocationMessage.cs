// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: I no longer wait for the answer.</summary>
/// <param name="InvocationId">The invocation.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 13.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record CancelInvocationMessage(string InvocationId) : WebPubSubMessage;
