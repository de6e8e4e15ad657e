// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub.Client.Receiving;

/// <summary>Methods that read JSON data.</summary>
internal static class JsonData
{
    public static T? Read<T>(BinaryData data, WebPubSubDataType dataType, JsonTypeInfo<T> jsonTypeInfo)
    {
        ArgumentNullException.ThrowIfNull(jsonTypeInfo);
        return dataType is WebPubSubDataType.Json or WebPubSubDataType.Text
            ? JsonSerializer.Deserialize(data.ToMemory().Span, jsonTypeInfo)
            : throw new InvalidOperationException($"The data type is {dataType}. Only Json and Text data can be read as JSON.");
    }
}
