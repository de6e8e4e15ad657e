// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The reason for the end of a stream.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id, UrlFormat = PreviewFeature.Url)]
public sealed class StreamError
{
    /// <summary>The publisher has no open stream with this ID.</summary>
    public const string StreamNotFound = "StreamNotFound";

    /// <summary>The publisher does not have the permission.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The request was invalid.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>The stream was idle for too long.</summary>
    public const string IdleTimeout = "IdleTimeout";

    /// <summary>The connection of the publisher ended.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>The publisher ended the stream early.</summary>
    public const string UserError = "UserError";

    /// <summary>Creates an error.</summary>
    /// <param name="name">The kind of error. It is <see langword="null"/> in a message from a client, because only the service sets it.</param>
    /// <param name="message">The description of the error.</param>
    /// <param name="userErrorCode">The error code of the application, which the publisher sets when it ends the stream early.</param>
    public StreamError(string? name, string? message = null, string? userErrorCode = null)
    {
        Name = name;
        Message = message;
        UserErrorCode = userErrorCode;
    }

    /// <summary>Gets the kind of error. It is <see langword="null"/> in a message from a client, because only the service sets it.</summary>
    public string? Name { get; }

    /// <summary>Gets the description of the error.</summary>
    public string? Message { get; }

    /// <summary>Gets the error code of the application, which the publisher sets when it ends the stream early.</summary>
    public string? UserErrorCode { get; }
}
