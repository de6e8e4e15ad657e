// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.AspNetCore.Negotiation;

/// <summary>The body of the answer.</summary>
/// <param name="Url">The client access URL, which includes the access token.</param>
/// <param name="ExpiresOn">The time until which a client can connect with the URL.</param>
internal sealed record NegotiateResponse(string Url, DateTimeOffset ExpiresOn);
