// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Between data types and media types. Event handler reference, section 5.</summary>
internal static class DataTypes
{
    private const string Text = "text/plain";
    private const string Json = "application/json";
    private const string Binary = "application/octet-stream";
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Compares the media type only, ignoring case and parameters; an unknown one is bytes.</summary>
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

    public static string ToContentType(WebPubSubDataType dataType) => dataType switch
    {
        WebPubSubDataType.Text => "text/plain; charset=utf-8",
        WebPubSubDataType.Json => Json,
        WebPubSubDataType.Protobuf => Protobuf,
        _ => Binary,
    };
}
