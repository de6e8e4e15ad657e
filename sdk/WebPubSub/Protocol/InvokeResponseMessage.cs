// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>A message from the service: the response to an <see cref="InvokeMessage"/>.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class InvokeResponseMessage : WebPubSubMessage
{
    /// <summary>Creates a message.</summary>
    /// <param name="invocationId">The ID of the invocation.</param>
    /// <param name="success">Whether the event handler handled the event successfully.</param>
    /// <param name="dataType">The type of the data, or <see langword="null"/> if there is none.</param>
    /// <param name="data">The data of the response, or <see langword="null"/> if there is none.</param>
    /// <param name="error">The error, or <see langword="null"/> if the invocation succeeded.</param>
    public InvokeResponseMessage(string invocationId, bool success, WebPubSubDataType? dataType, BinaryData? data, InvokeResponseError? error)
    {
        InvocationId = invocationId;
        Success = success;
        DataType = dataType;
        Data = data;
        Error = error;
    }

    /// <summary>Gets the ID of the invocation.</summary>
    public string InvocationId { get; }

    /// <summary>Gets whether the event handler handled the event successfully.</summary>
    public bool Success { get; }

    /// <summary>Gets the type of the data, or <see langword="null"/> if there is none.</summary>
    public WebPubSubDataType? DataType { get; }

    /// <summary>Gets the data of the response, or <see langword="null"/> if there is none.</summary>
    public BinaryData? Data { get; }

    /// <summary>Gets the error, or <see langword="null"/> if the invocation succeeded.</summary>
    public InvokeResponseError? Error { get; }
}
