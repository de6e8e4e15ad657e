// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>A message was not acknowledged.</summary>
public class SendMessageFailedException : Exception
{
    /// <summary>The <see cref="Code"/> when the connection ended first. The service may have carried the message out.</summary>
    public const string ConnectionLost = "ConnectionLost";

    /// <summary>The <see cref="Code"/> when <see cref="WebPubSubClientOptions.MessageTimeout"/> ended first. The service may have carried the message out.</summary>
    public const string Timeout = "Timeout";

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="ackId">The id of the message.</param>
    /// <param name="code">The name of the service's error, or one of the constants here.</param>
    /// <param name="innerException">The cause.</param>
    public SendMessageFailedException(string message, long? ackId, string code, Exception? innerException = null)
        : base(message, innerException)
    {
        AckId = ackId;
        Code = code;
    }

    /// <summary>Gets the id of the message. On the same connection it can be sent again under it without being carried out twice.</summary>
    public long? AckId { get; }

    /// <summary>
    /// Gets the name of the service's error, such as <c>Forbidden</c>, <c>InternalServerError</c> or <c>BadRequest</c>, or <see cref="ConnectionLost"/> or <see cref="Timeout"/>.
    /// </summary>
    public string Code { get; }
}
