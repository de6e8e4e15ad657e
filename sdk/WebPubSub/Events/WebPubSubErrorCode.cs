// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>The kinds of errors with which a hub rejects an event.</summary>
public enum WebPubSubErrorCode
{
    /// <summary>The client is not authorized: HTTP status 401.</summary>
    Unauthorized = 0,

    /// <summary>The client sent an invalid request: HTTP status 400.</summary>
    UserError = 1,

    /// <summary>The application failed: HTTP status 500. The service sends the event again, up to three times.</summary>
    ServerError = 2,
}
