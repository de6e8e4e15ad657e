// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Between data types and the media types of events.</summary>
/// <remarks>Protocol reference: event handler, section 5.</remarks>
public static class WebPubSubContentTypes
{
    private const string Text = "text/plain";
    private const string Json = "application/json";
    private const string Binary = "application/octet-stream";
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Tells what the bytes of a media type are.</summary>
    /// <param name="contentType">The value of <c>Content-Type</c>; its case and its parameters do not count.</param>
    /// <returns>The data type; binary for a media type that is not known here.</returns>
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

    /// <summary>Gives the media type of a data type, as the service writes it.</summary>
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
