// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A refusal. A hub can return it wherever a <see cref="ConnectEventResponse"/> or <see cref="UserEventResponse"/> is expected.</summary>
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

    /// <summary>Gets or sets why.</summary>
    public WebPubSubErrorCode Code { get; set; }

    /// <summary>Gets or sets more words, for the one who sent the event.</summary>
    public string? ErrorMessage { get; set; }
}
