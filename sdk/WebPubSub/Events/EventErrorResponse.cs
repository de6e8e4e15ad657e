// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A refusal. A hub can return it wherever a <see cref="ConnectEventResponse"/> or <see cref="UserEventResponse"/> is expected.</summary>
/// <remarks>The service repeats an event whose answer was 408 or 5xx, up to three times. Protocol reference: event handler, sections 6.3 and 13.</remarks>
public class EventErrorResponse : WebPubSubEventResponse
{
    /// <summary>Creates a refusal without further words.</summary>
    public EventErrorResponse()
    {
    }

    /// <summary>Creates a refusal.</summary>
    /// <param name="code">Why.</param>
    /// <param name="message">More words, for the one who sent the event. Put nothing internal into it.</param>
    public EventErrorResponse(WebPubSubErrorCode code, string? message = null)
    {
        Code = code;
        ErrorMessage = message;
    }

    /// <summary>Creates a refusal with an HTTP status of its own, such as 403 or 429.</summary>
    /// <param name="statusCode">The status: 400 to 599.</param>
    /// <param name="message">More words, for the one who sent the event. Put nothing internal into it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no refusal.</exception>
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

    /// <summary>Gets or sets why.</summary>
    public WebPubSubErrorCode Code { get; set; }

    /// <summary>Gets the HTTP status of its own, or <see langword="null"/> when <see cref="Code"/> decides: 401, 400 or 500.</summary>
    public int? Status { get; }

    /// <summary>Gets or sets more words, for the one who sent the event.</summary>
    public string? ErrorMessage { get; set; }
}
