// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Decides who may send events to a hub: the resources that it is at. Whatever cannot be proved is refused.</summary>
/// <remarks>Event handler reference, sections 3.4 and 7. The options are read per request, so that a rotated key takes effect at once.</remarks>
internal sealed class EventTrust(IOptionsMonitor<WebPubSubOptions> options, IReadOnlyList<string> resources)
{
    public string Hosts => string.Join(", ", Endpoints().Select(endpoint => endpoint.Endpoint.Host));

    public int MaxEventBodySize => options.Get(resources[0]).MaxEventBodySize;

    public void EnsureEventsCanBeVerified()
    {
        if (!Keys().Any(key => key.Length > 0))
        {
            throw new InvalidOperationException(
                "Events cannot be verified: the endpoint has a token credential and no access key. "
                + $"Add a key of the resource to {nameof(WebPubSubOptions)}.{nameof(WebPubSubOptions.AdditionalAccessKeys)}.");
        }
    }

    public bool IsOriginAllowed(string? origin) => Endpoints().Any(endpoint => RequestOrigin.Names(origin, endpoint.Endpoint.Host));

    public bool IsSigned(WebPubSubConnectionContext context) => EventSignature.Verify(context.Signature, context.ConnectionId, Keys());

    private IEnumerable<WebPubSubServiceEndpoint> Endpoints() => resources.SelectMany(resource => options.Get(resource).Endpoints);

    private IEnumerable<string> Keys() => Endpoints()
        .Select(endpoint => endpoint.KeyCredential?.Key)
        .OfType<string>()
        .Concat(resources.SelectMany(resource => options.Get(resource).AdditionalAccessKeys));
}
