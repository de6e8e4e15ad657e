// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the service: the answer to an <see cref="InvokeMessage"/>.</summary>
/// <param name="InvocationId">The invocation.</param>
/// <param name="Success">Whether the event handler answered it.</param>
/// <param name="Data">The answer; <see langword="null"/> for nothing.</param>
/// <param name="DataType">What its bytes are.</param>
/// <param name="Error">Why not.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 13.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record InvokeResponseMessage(
    string InvocationId,
    bool Success,
    BinaryData? Data = null,
    WebPubSubDataType DataType = WebPubSubDataType.Json,
    AckMessageError? Error = null) : WebPubSubMessage;
