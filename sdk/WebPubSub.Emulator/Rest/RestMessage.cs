// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using WebPubSub.Emulator.Messages;
using WebPubSub.Protocol;

namespace WebPubSub.Emulator.Rest;

/// <summary>The message in the body of a send operation. See docs/protocols/rest-api.md#62-order-of-checks and #9-sending-messages.</summary>
internal sealed record RestMessage(MessageData Data, IReadOnlyDictionary<string, string>? Metadata)
{
    /// <summary>Reads the message, or returns the error answer. A rejected message is not delivered.</summary>
    public static async Task<(RestMessage? Message, RestResult? Rejection)> ReadAsync(HttpRequest request)
    {
        if (RestBody.CheckLength(request) is { } rejection)
        {
            return (null, rejection);
        }

        if (ReadContentType(request.ContentType) is not { } contentType)
        {
            return (null, RestResult.UnsupportedMediaType($"content type '{request.ContentType}'"));
        }

        byte[] body = await RestBody.ReadAsync(request);
        if (contentType.Charset is not null)
        {
            body = Encoding.Convert(contentType.Charset, Encoding.UTF8, body);
        }

        if (MessageData.Create(body, contentType.Type) is not { } data)
        {
            return (null, RestResult.BadRequest("The request body is not a valid JSON."));
        }

        Dictionary<string, string>? metadata = MetadataHeaders.Read(
            request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value[^1] ?? "")));
        return metadata is not null && MessageMetadata.Validate(metadata) is { } violation
            ? (null, RestResult.BadRequest($"Invalid metadata: {violation}."))
            : (new RestMessage(data, metadata), null);
    }

    private static (WebPubSubDataType Type, Encoding? Charset)? ReadContentType(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
        {
            return (WebPubSubDataType.Binary, null);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? header)
            || MessageData.TypeOf(header.MediaType.Value) is not { } type)
        {
            return null;
        }

        string charset = HeaderUtilities.RemoveQuotes(header.Charset).Value ?? "";
        if (type == WebPubSubDataType.Binary || charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return (type, null); // not converted, because a conversion would replace invalid UTF-8 before the check
        }

        return FindEncoding(charset) is { } encoding ? (type, encoding) : null;
    }

    private static Encoding? FindEncoding(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
