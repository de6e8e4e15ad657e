// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;

namespace WebPubSub.Operations;

/// <summary>The body of a message and its content type.</summary>
internal readonly record struct MessageBody(RequestContent Content, ContentType ContentType)
{
    // The parameter is nullable because the implicit conversions of RequestContent return a nullable type.
    public static MessageBody Raw(RequestContent? content, ContentType contentType)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new MessageBody(content, contentType);
    }

    /// <param name="content">The text.</param>
    /// <param name="contentType">The content type; <c>text/plain</c> for the default value.</param>
    public static MessageBody Text(string content, ContentType contentType)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new MessageBody(RequestContent.Create(content), contentType == default ? ContentType.TextPlain : contentType);
    }

    public static MessageBody Bytes(BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new MessageBody(RequestContent.Create(content), ContentType.ApplicationOctetStream);
    }

    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public static MessageBody Json<T>(T message) =>
        new(RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web)), ContentType.ApplicationJson);

    public static MessageBody Json<T>(T message, JsonTypeInfo<T> jsonTypeInfo) =>
        new(RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, jsonTypeInfo)), ContentType.ApplicationJson);
}
