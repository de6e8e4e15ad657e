// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>Why a message was not carried out.</summary>
/// <param name="Name">The kind of error.</param>
/// <param name="Message">The error in words.</param>
/// <remarks>Protocol reference: client protocols, section 10.2.</remarks>
public sealed record AckMessageError(string Name, string Message)
{
    /// <summary>The client lacks the permission.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The service failed, or the event could not be delivered; the same id can be used to try again.</summary>
    public const string InternalServerError = "InternalServerError";

    /// <summary>The request is well-formed and not acceptable.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>There is no event handler for it; invocations only.</summary>
    public const string NotFound = "NotFound";

    /// <summary>A message with this id was carried out before.</summary>
    public const string Duplicate = "Duplicate";
}
