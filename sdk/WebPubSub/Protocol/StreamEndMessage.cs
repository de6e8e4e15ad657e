// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: a stream is at its end.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Error">Why it ends early, in the application's words; <see langword="null"/> when it does not.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamEndMessage(string StreamId, StreamError? Error = null) : WebPubSubMessage;
