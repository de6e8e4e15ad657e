// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;

namespace WebPubSub.Operations;

/// <summary>The body of a message and its content type.</summary>
internal readonly record struct MessageBody
{
    private MessageBody(RequestContent content, ContentType contentType)
    {
        Content = content;
        ContentType = contentType;
    }

    public RequestContent Content { get; }

    public ContentType ContentType { get; }

    // The content is nullable because the implicit conversions of RequestContent return a nullable type.
    public static MessageBody Create(RequestContent? content, ContentType contentType)
    {
        ArgumentNullException.ThrowIfNull(content);
        return contentType != default
            ? new MessageBody(content, contentType)
            : throw new ArgumentException(
                $"The content type is missing. Use {nameof(ContentType)}.{nameof(ContentType.TextPlain)}, {nameof(ContentType.ApplicationJson)} or {nameof(ContentType.ApplicationOctetStream)}.",
                nameof(contentType));
    }

    /// <summary>Returns a buffered body that can be sent several times. Do not use the original body afterwards.</summary>
    public MessageBody Buffer() => new(OperationRequest.Buffer(Content), ContentType);
}
