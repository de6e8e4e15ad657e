// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>A resource as a sender of events: its hosts and its keys, worked out again only when its options change.</summary>
internal sealed class TrustedResource(string name, IOptionsMonitor<WebPubSubOptions> options, WebPubSubEventTokenOptions tokens, TimeProvider time)
{
    private Tuple<WebPubSubOptions, string[]>? _known; // a reference: read and replaced at once

    public WebPubSubOptions Options => options.Get(name);

    /// <summary>Gets what verifies its tokens, or <see langword="null"/> when a signature is all that counts.</summary>
    public EventTokenValidator? Tokens { get; } = tokens.IsEnabled ? new EventTokenValidator(tokens, time) : null;

    public bool RequiresSignature => Tokens is null || tokens.RequireSignature;

    public string[] Hosts
    {
        get
        {
            WebPubSubOptions current = Options;
            Tuple<WebPubSubOptions, string[]>? known = _known;
            if (known is null || !ReferenceEquals(known.Item1, current))
            {
                _known = known = new(current, [.. current.AllowedHosts]);
            }

            return known.Item2;
        }
    }

    /// <summary>Gets its current keys. A credential may have been updated since the last event.</summary>
    public string[] Keys
    {
        get
        {
            WebPubSubOptions current = Options;
            return current is { ServiceEndpoint.KeyCredential.Key: var only, FailoverEndpoints.Count: 0, AdditionalAccessKeys.Count: 0 }
                ? [only]
                : [.. current.Endpoints.Select(endpoint => endpoint.KeyCredential?.Key).OfType<string>(), .. current.AdditionalAccessKeys];
        }
    }

    /// <summary>Gets in words how its events are verified.</summary>
    public string Mode => this switch
    {
        { Options.DangerouslyAllowUnverifiedEvents: true } => "NOT VERIFIED",
        { Tokens: null } => "verified by signature",
        { RequiresSignature: true } => "verified by signature and token",
        { Keys.Length: 0 } => "verified by token",
        _ => "verified by signature or token",
    };

    public bool Sends(string? origin)
    {
        string[] hosts = Hosts;
        if (hosts.Length == 0 && Options.DangerouslyAllowUnverifiedEvents)
        {
            return true; // the application does not know a resource
        }

        foreach (string host in hosts)
        {
            if (EventOrigin.Names(origin, host))
            {
                return true;
            }
        }

        return false;
    }

    public void EnsureEventsCanBeVerified()
    {
        WebPubSubOptions current = Options;
        bool hasKeys = current.AdditionalAccessKeys.Count > 0
            || (current.Endpoints.Count > 0 && current.Endpoints.All(endpoint => endpoint.KeyCredential is { Key.Length: > 0 }));
        if (current.DangerouslyAllowUnverifiedEvents || !RequiresSignature || hasKeys)
        {
            return;
        }

        string of = name.Length == 0 ? "" : $" of '{name}'";
        throw new InvalidOperationException(
            $"Events{of} cannot be verified: an endpoint has no access key. Add a key of the resource to "
            + $"{nameof(WebPubSubOptions)}.{nameof(WebPubSubOptions.AdditionalAccessKeys)}, or verify the tokens of its managed identity with AddEventTokens(...).");
    }
}
