// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Receiving;

namespace WebPubSub.Client;

/// <summary>What the application's server answered to an invocation.</summary>
/// <param name="invocationId">The id of the invocation.</param>
/// <param name="data">The answer; <see langword="null"/> for none.</param>
/// <param name="dataType">What its bytes are; <see langword="null"/> for none.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 13.</remarks>
[Experimental(PreviewFeature.Id)]
public class InvokeEventResult(string invocationId, BinaryData? data = null, WebPubSubDataType? dataType = null)
{
    /// <summary>Gets the id of the invocation.</summary>
    public string InvocationId { get; } = invocationId;

    /// <summary>Gets what the bytes of the answer are; <see langword="null"/> for none.</summary>
    public WebPubSubDataType? DataType { get; } = dataType;

    /// <summary>Gets the answer; <see langword="null"/> for none.</summary>
    public BinaryData? Data { get; } = data;

    /// <summary>Reads the answer as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="jsonTypeInfo">How it is read, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidOperationException">There is no answer, or it is binary.</exception>
    /// <exception cref="System.Text.Json.JsonException">The answer is not the JSON of a <typeparamref name="T"/>.</exception>
    public T? ToObject<T>(JsonTypeInfo<T> jsonTypeInfo) =>
        Data is null || DataType is not { } dataType ? throw new InvalidOperationException("The answer is empty.") : JsonData.Read(Data, dataType, jsonTypeInfo);
}
