// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service to the publisher: the stream is over.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="Error">Why; <see langword="null"/> when it ended as it should.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.2.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamClosedMessage(string StreamId, StreamError? Error = null) : WebPubSubMessage;
