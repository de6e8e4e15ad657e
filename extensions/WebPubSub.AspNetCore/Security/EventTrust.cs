// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Decides who may send events to this application. Whatever cannot be proved is refused.</summary>
/// <remarks>Event handler reference, sections 3.4 and 7. The options are read per request, so that a rotated key takes effect at once.</remarks>
internal sealed class EventTrust(IOptionsMonitor<WebPubSubOptions> options)
{
    public string Host => options.CurrentValue.ServiceEndpoint!.Endpoint.Host;

    public void EnsureEventsCanBeVerified()
    {
        if (!Keys().Any(key => key.Length > 0))
        {
            throw new InvalidOperationException(
                "Events cannot be verified: the endpoint has a token credential and no access key. "
                + $"Add a key of the resource to {nameof(WebPubSubOptions)}.{nameof(WebPubSubOptions.AdditionalAccessKeys)}.");
        }
    }

    public bool IsOriginAllowed(string? origin) => RequestOrigin.Names(origin, Host);

    public bool IsSigned(WebPubSubConnectionContext context) => EventSignature.Verify(context.Signature, context.ConnectionId, Keys());

    private IEnumerable<string> Keys()
    {
        WebPubSubOptions current = options.CurrentValue;
        string? key = current.ServiceEndpoint!.KeyCredential?.Key;
        return key is null ? current.AdditionalAccessKeys : current.AdditionalAccessKeys.Prepend(key);
    }
}
