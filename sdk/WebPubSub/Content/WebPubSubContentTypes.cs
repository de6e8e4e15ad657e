// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Converts between data types and the media types of events.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-cloud-events">the CloudEvents of Web PubSub</see>.</remarks>
public static class WebPubSubContentTypes
{
    private const string Text = "text/plain";
    private const string Json = "application/json";
    private const string Binary = "application/octet-stream";
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Returns the data type of a media type.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>. Its case and its parameters are ignored.</param>
    /// <returns>The data type. It is binary for an unknown media type.</returns>
    public static WebPubSubDataType FromContentType(string? contentType)
    {
        ReadOnlySpan<char> mediaType = contentType.AsSpan();
        int parameters = mediaType.IndexOf(';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim();
        return mediaType switch
        {
            _ when mediaType.Equals(Text, StringComparison.OrdinalIgnoreCase) => WebPubSubDataType.Text,
            _ when mediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) => WebPubSubDataType.Json,
            _ when mediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) => WebPubSubDataType.Protobuf,
            _ => WebPubSubDataType.Binary,
        };
    }

    /// <summary>Returns the media type of a data type, in the format of the service.</summary>
    /// <param name="dataType">The data type.</param>
    /// <returns>The value of <c>Content-Type</c>.</returns>
    public static string ToContentType(WebPubSubDataType dataType) => dataType switch
    {
        WebPubSubDataType.Text => "text/plain; charset=utf-8",
        WebPubSubDataType.Json => Json,
        WebPubSubDataType.Protobuf => Protobuf,
        _ => Binary,
    };
}
