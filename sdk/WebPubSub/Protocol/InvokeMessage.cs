// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from a client that sends an event and requests the response of the event handler.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class InvokeMessage : WebPubSubMessage
{
    /// <summary>The target of an invocation that sends an event.</summary>
    public const string EventTarget = "event";

    /// <summary>Creates a message.</summary>
    /// <param name="invocationId">The ID of the invocation. It must be unique among the pending invocations of the connection.</param>
    /// <param name="eventName">The name of the event.</param>
    /// <param name="data">The data of the event, or <see langword="null"/> if there is none.</param>
    /// <param name="dataType">The type of the data.</param>
    /// <param name="target">The target. The only target is <see cref="EventTarget"/>.</param>
    public InvokeMessage(string invocationId, string? eventName, BinaryData? data, WebPubSubDataType dataType, string target = "event")
    {
        InvocationId = invocationId;
        EventName = eventName;
        Data = data;
        DataType = dataType;
        Target = target;
    }

    /// <summary>Gets the ID of the invocation. It must be unique among the pending invocations of the connection.</summary>
    public string InvocationId { get; }

    /// <summary>Gets the name of the event.</summary>
    public string? EventName { get; }

    /// <summary>Gets the data of the event, or <see langword="null"/> if there is none.</summary>
    public BinaryData? Data { get; }

    /// <summary>Gets the type of the data.</summary>
    public WebPubSubDataType DataType { get; }

    /// <summary>Gets the target. The only target is <see cref="EventTarget"/>.</summary>
    public string Target { get; }
}
