// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace Functions;

/// <summary>The body of the answer. It has the same properties as the answer of <c>MapWebPubSubNegotiate</c>.</summary>
/// <param name="Url">The client access URL, which includes the access token.</param>
/// <param name="ExpiresOn">The time until which a client can connect with the URL.</param>
internal sealed record NegotiateAnswer(string Url, DateTimeOffset ExpiresOn);
