// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Client;

/// <summary>The exception that is thrown when the service rejects a message or does not acknowledge it.</summary>
public class SendMessageFailedException : Exception
{
    /// <summary>The <see cref="Code"/> when the connection ended before the acknowledgement. The service may have processed the message.</summary>
    public const string ConnectionLost = "ConnectionLost";

    /// <summary>
    /// The <see cref="Code"/> when <see cref="WebPubSubClientOptions.MessageTimeout"/> elapsed before the acknowledgement.
    /// The service may have processed the message.
    /// </summary>
    public const string Timeout = "Timeout";

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ackId">The ack ID.</param>
    /// <param name="code">The name of the service's error, or one of the constants of this class.</param>
    /// <param name="innerException">The cause.</param>
    public SendMessageFailedException(string message, long? ackId, string code, Exception? innerException = null)
        : base(message, innerException)
    {
        AckId = ackId;
        Code = code;
    }

    /// <summary>Gets the ack ID. On the same connection, you can send the message again with this ID, and the service processes it once.</summary>
    public long? AckId { get; }

    /// <summary>
    /// Gets the name of the service's error, such as <c>Forbidden</c>, <c>InternalServerError</c> or <c>BadRequest</c>;
    /// or <see cref="ConnectionLost"/> or <see cref="Timeout"/>.
    /// </summary>
    public string Code { get; }
}
