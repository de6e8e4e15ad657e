// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization.Metadata;
using WebPubSub.Client.Receiving;
using WebPubSub.Protocol;

namespace WebPubSub.Client;

/// <summary>Extension methods that read the data of messages.</summary>
public static class WebPubSubMessageExtensions
{
    /// <summary>Reads the data of a message as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="jsonTypeInfo">The metadata of the type, such as <c>AppJsonContext.Default.Order</c>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidOperationException">The data type is neither JSON nor text.</exception>
    /// <exception cref="System.Text.Json.JsonException">The data is not valid JSON for a <typeparamref name="T"/>.</exception>
    public static T? ToObject<T>(this GroupDataMessage message, JsonTypeInfo<T> jsonTypeInfo)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonData.Read(message.Data, message.DataType, jsonTypeInfo);
    }

    /// <inheritdoc cref="ToObject{T}(GroupDataMessage, JsonTypeInfo{T})"/>
    public static T? ToObject<T>(this ServerDataMessage message, JsonTypeInfo<T> jsonTypeInfo)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonData.Read(message.Data, message.DataType, jsonTypeInfo);
    }
}
