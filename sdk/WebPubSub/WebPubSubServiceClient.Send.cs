// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;

namespace WebPubSub;

// What the four sends share; each has a file of its own.
public partial class WebPubSubServiceClient
{
    private const string ReflectionJson =
        "Writes the message by reflection; pass a JsonTypeInfo<T> from a source-generated context instead.";

    private static RequestContent ToContent(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    private static RequestContent ToContent(BinaryData content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return RequestContent.Create(content);
    }

    [RequiresUnreferencedCode(ReflectionJson), RequiresDynamicCode(ReflectionJson)]
    private static RequestContent ToJson<T>(T message) =>
        RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web));

    private static RequestContent ToJson<T>(T message, JsonTypeInfo<T> jsonTypeInfo) =>
        RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(message, jsonTypeInfo));

    private static ContentType OrText(ContentType contentType) => contentType == default ? ContentType.TextPlain : contentType;

    private static ContentType OrBinary(ContentType contentType) =>
        contentType == default ? ContentType.ApplicationOctetStream : contentType;

    private static HttpMessage FinishSend(
        HttpMessage message, RequestContent content, ContentType contentType, IEnumerable<string>? excluded, string? filter)
    {
        ArgumentNullException.ThrowIfNull(content);
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendPath("/:send", escape: false);
        foreach (string connectionId in excluded ?? [])
        {
            uri.AppendQuery("excluded", connectionId, escapeValue: true);
        }

        if (!string.IsNullOrEmpty(filter))
        {
            uri.AppendQuery("filter", filter, escapeValue: true);
        }

        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.SetValue("Content-Type", contentType.ToString());
        message.Request.Content = WithLength(content);
        return message;
    }

    // The service refuses a body without Content-Length. REST API reference, section 6.1.
    private static RequestContent WithLength(RequestContent content)
    {
        if (content.TryComputeLength(out _))
        {
            return content;
        }

        using var buffer = new MemoryStream();
        content.WriteTo(buffer, CancellationToken.None);
        return RequestContent.Create(buffer.ToArray());
    }
}
