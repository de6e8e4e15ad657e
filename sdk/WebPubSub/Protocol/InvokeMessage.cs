// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>From the client: raise an event at the event handler and give me its answer.</summary>
/// <param name="InvocationId">Names the invocation among those of the connection that have no answer yet.</param>
/// <param name="Target">What is invoked; the only target is <see cref="EventTarget"/>.</param>
/// <param name="EventName">The event.</param>
/// <param name="Data">What goes with it; <see langword="null"/> for nothing.</param>
/// <param name="DataType">What its bytes are.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 13.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record InvokeMessage(
    string InvocationId, string Target, string? EventName, BinaryData? Data = null, WebPubSubDataType DataType = WebPubSubDataType.Json) : WebPubSubMessage
{
    /// <summary>The target of an invocation that raises an event.</summary>
    public const string EventTarget = "event";
}
