// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;
using WebPubSub;

namespace Functions;

/// <summary>Verifies that the resource of the configuration sent an event. It reads the options for each event, so that a new key takes effect immediately.</summary>
public sealed class EventVerifier(IOptionsMonitor<WebPubSubOptions> options)
{
    public int MaxBodySize => options.CurrentValue.MaxEventBodySize;

    public bool IsOriginKnown(string? origin) => options.CurrentValue.AllowedHosts.Any(host => EventOrigin.Includes(origin, host));

    // Without an access key, there are no keys to verify with, and each event is rejected.
    public bool IsVerified(WebPubSubConnectionContext context)
    {
        WebPubSubOptions current = options.CurrentValue;
        string[] keys = [.. current.Endpoints.Select(endpoint => endpoint.KeyCredential?.Key).OfType<string>(), .. current.AdditionalAccessKeys];
        return IsOriginKnown(context.Origin) && EventSignature.Verify(context.Signature, context.ConnectionId, keys);
    }
}
