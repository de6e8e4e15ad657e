// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: the next fragment of a stream, or only a sign of life.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="StreamSequenceId">The number of the fragment, from 1; <see langword="null"/> for a sign of life.</param>
/// <param name="Data">The fragment.</param>
/// <param name="DataType">What its bytes are.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamDataMessage(
    string StreamId, ulong? StreamSequenceId = null, BinaryData? Data = null, WebPubSubDataType DataType = WebPubSubDataType.Json) : WebPubSubMessage;
