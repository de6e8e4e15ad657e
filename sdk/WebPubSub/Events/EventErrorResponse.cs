// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>An error response. A hub can return it where a <see cref="ConnectEventResponse"/> or <see cref="UserEventResponse"/> is expected.</summary>
/// <remarks>If the status is 408 or 5xx, the service sends the event again, up to three times.</remarks>
public class EventErrorResponse : WebPubSubEventResponse
{
    /// <summary>Creates an error response without a message.</summary>
    public EventErrorResponse()
    {
    }

    /// <summary>Creates an error response.</summary>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">The error message, for the sender of the event. It must not contain internal details.</param>
    public EventErrorResponse(WebPubSubErrorCode code, string? message = null)
    {
        Code = code;
        ErrorMessage = message;
    }

    /// <summary>Creates an error response with an HTTP status, such as 403 or 429.</summary>
    /// <param name="statusCode">The status: 400 to 599.</param>
    /// <param name="message">The error message, for the sender of the event. It must not contain internal details.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 400 to 599.</exception>
    public EventErrorResponse(int statusCode, string? message = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        Status = statusCode;
        Code = statusCode switch
        {
            401 or 403 => WebPubSubErrorCode.Unauthorized,
            < 500 => WebPubSubErrorCode.UserError,
            _ => WebPubSubErrorCode.ServerError,
        };
        ErrorMessage = message;
    }

    /// <summary>Gets or sets the kind of error.</summary>
    public WebPubSubErrorCode Code { get; set; }

    /// <summary>Gets the HTTP status, or <see langword="null"/> if <see cref="Code"/> determines it: 401, 400 or 500.</summary>
    public int? Status { get; }

    /// <summary>Gets or sets the error message, for the sender of the event.</summary>
    public string? ErrorMessage { get; set; }
}
