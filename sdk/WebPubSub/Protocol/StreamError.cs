// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub.Protocol;

/// <summary>Why a stream ended.</summary>
/// <param name="Name">The kind of error; <see langword="null"/> from a client, which may not name one.</param>
/// <param name="Message">The error in words.</param>
/// <param name="UserErrorCode">The application's code, with <see cref="UserError"/> only.</param>
/// <remarks>Preview. Protocol reference: client protocols, section 14.</remarks>
[Experimental(PreviewFeature.Id)]
public sealed record StreamError(string? Name, string? Message = null, string? UserErrorCode = null)
{
    /// <summary>The publisher has no such stream.</summary>
    public const string StreamNotFound = "StreamNotFound";

    /// <summary>The publisher lacks the permission.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The request was not acceptable.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>The stream was silent for too long.</summary>
    public const string IdleTimeout = "IdleTimeout";

    /// <summary>The publisher's connection ended.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>The publisher gave it up.</summary>
    public const string UserError = "UserError";
}
