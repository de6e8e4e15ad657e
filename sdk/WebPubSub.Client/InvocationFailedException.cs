// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Client;

/// <summary>The exception that is thrown when an invocation is rejected, fails, or gets no response.</summary>
/// <remarks>Preview.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public class InvocationFailedException : Exception
{
    /// <summary>The <see cref="Code"/> when the transport ended before the response. The service may have called the event handler.</summary>
    public const string ConnectionLost = SendMessageFailedException.ConnectionLost;

    /// <summary>
    /// The <see cref="Code"/> when <see cref="WebPubSubClientOptions.MessageTimeout"/> elapsed before the response.
    /// The service may have called the event handler.
    /// </summary>
    public const string Timeout = SendMessageFailedException.Timeout;

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="invocationId">The invocation ID.</param>
    /// <param name="code">The name of the service's error, or one of the constants of this class.</param>
    /// <param name="innerException">The cause.</param>
    public InvocationFailedException(string message, string invocationId, string code, Exception? innerException = null)
        : base(message, innerException)
    {
        InvocationId = invocationId;
        Code = code;
    }

    /// <summary>Gets the invocation ID.</summary>
    public string InvocationId { get; }

    /// <summary>
    /// Gets the name of the service's error, such as <c>NotFound</c>, <c>BadRequest</c> or <c>InternalServerError</c>;
    /// or <see cref="ConnectionLost"/> or <see cref="Timeout"/>.
    /// </summary>
    public string Code { get; }
}
