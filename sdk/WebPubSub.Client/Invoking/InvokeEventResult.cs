// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Receiving;

namespace WebPubSub.Client;

/// <summary>The response to an invocation.</summary>
/// <param name="invocationId">The invocation ID.</param>
/// <param name="data">The data of the response; <see langword="null"/> if there is no data.</param>
/// <param name="dataType">The type of the data; <see langword="null"/> if there is no data.</param>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class InvokeEventResult(string invocationId, BinaryData? data = null, WebPubSubDataType? dataType = null)
{
    /// <summary>Gets the invocation ID.</summary>
    public string InvocationId { get; } = invocationId;

    /// <summary>Gets the type of the data; <see langword="null"/> if there is no data.</summary>
    public WebPubSubDataType? DataType { get; } = dataType;

    /// <summary>Gets the data; <see langword="null"/> if there is no data.</summary>
    public BinaryData? Data { get; } = data;

    /// <summary>Reads the data as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="jsonTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidOperationException">There is no data, or the data type is neither JSON nor text.</exception>
    /// <exception cref="System.Text.Json.JsonException">The data is not valid JSON for a <typeparamref name="T"/>.</exception>
    public T? ToObject<T>(JsonTypeInfo<T> jsonTypeInfo) =>
        Data is null || DataType is not { } dataType ? throw new InvalidOperationException("The response has no data. Check that the event handler returns data.") : JsonData.Read(Data, dataType, jsonTypeInfo);
}
