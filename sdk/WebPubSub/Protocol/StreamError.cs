// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>The reason for the end of a stream.</summary>
/// <remarks>Preview. The service can change it.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed class StreamError
{
    /// <summary>The publisher has no such stream.</summary>
    public const string StreamNotFound = "StreamNotFound";

    /// <summary>The publisher lacks the permission.</summary>
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
    /// <param name="name">The kind of error; <see langword="null"/> from a client, which cannot choose one.</param>
    /// <param name="message">The description of the error.</param>
    /// <param name="userErrorCode">The code of the application, with <see cref="UserError"/> only.</param>
    public StreamError(string? name, string? message = null, string? userErrorCode = null)
    {
        Name = name;
        Message = message;
        UserErrorCode = userErrorCode;
    }

    /// <summary>Gets the kind of error; <see langword="null"/> from a client, which cannot choose one.</summary>
    public string? Name { get; }

    /// <summary>Gets the description of the error.</summary>
    public string? Message { get; }

    /// <summary>Gets the code of the application, with <see cref="UserError"/> only.</summary>
    public string? UserErrorCode { get; }
}
