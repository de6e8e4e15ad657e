// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Why a hub refuses an event.</summary>
public enum WebPubSubErrorCode
{
    /// <summary>The client may not do this: HTTP 401.</summary>
    Unauthorized = 0,

    /// <summary>The client sent something wrong: HTTP 400.</summary>
    UserError = 1,

    /// <summary>The application failed: HTTP 500. The service tries the event again, up to three times.</summary>
    ServerError = 2,
}
