// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;

namespace WebPubSub.Operations;

/// <summary>A factory for the content of messages.</summary>
internal static class MessageContent
{
    public static RequestContent Text(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    public static RequestContent Bytes(BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public static RequestContent Json<T>(T message) => RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));

    public static RequestContent Json<T>(T message, JsonTypeInfo<T> jsonTypeInfo) => RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, jsonTypeInfo));
}
