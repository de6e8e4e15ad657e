// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>A resource that sends events: its hosts, its keys and its token validation. The hosts are computed again only when the options change.</summary>
internal sealed class TrustedResource(
    string name, IOptionsMonitor<WebPubSubOptions> options, WebPubSubEventTokenOptions tokens, TimeProvider time, bool isDevelopment)
{
    private ResourceHosts? _hosts;

    public WebPubSubOptions Options => options.Get(name);

    /// <summary>Gets the validator for tokens, or <see langword="null"/> if events are verified by signature only.</summary>
    public EventTokenValidator? Tokens { get; } = tokens.IsEnabled ? new EventTokenValidator(tokens, time) : null;

    public bool RequiresSignature => Tokens is null || tokens.RequireSignature;

    public string[] Hosts => Current.All;

    private ResourceHosts Current
    {
        get
        {
            WebPubSubOptions options = Options;
            ResourceHosts? known = _hosts;
            return known?.Options == options ? known : _hosts = ResourceHosts.Create(options);
        }
    }

    /// <summary>Gets whether the resource has the public access key of the emulator.</summary>
    public bool HasEmulatorKey =>
        Options.AdditionalAccessKeys.Contains(EmulatorAccessKey.Value) || Options.Endpoints.Any(endpoint => endpoint.KeyCredential?.Key == EmulatorAccessKey.Value);

    private bool HasKeys => Options.AdditionalAccessKeys.Count > 0 || Options.Endpoints.Any(endpoint => endpoint.KeyCredential is not null);

    /// <summary>Gets a description of how events are verified, for the log.</summary>
    public string Mode => this switch
    {
        { Options.DangerouslyAllowUnverifiedEvents: true } => "NOT VERIFIED",
        { Tokens: null } => "verified by signature",
        { RequiresSignature: true } => "verified by signature and token",
        { HasKeys: false } => "verified by token",
        _ => "verified by signature or token",
    };

    public bool IsAllowedOrigin(string? origin)
    {
        string[] hosts = Hosts;
        bool isAnyAllowed = hosts.Length == 0 && Options.DangerouslyAllowUnverifiedEvents; // no endpoint is configured
        return isAnyAllowed || IncludesAny(origin, hosts);
    }

    /// <summary>Returns whether an event has a valid signature. If the key of an endpoint signed it, sets that endpoint in the context.</summary>
    /// <remarks>
    /// The key of an endpoint is valid for events from the host of that endpoint and from the additional names of the resource. An additional key is valid for
    /// events from all hosts. Keys are read for each event, because a credential can be updated.
    /// </remarks>
    public bool IsSigned(WebPubSubConnectionContext context, bool isFromThisMachine)
    {
        ResourceHosts hosts = Current;
        WebPubSubOptions current = hosts.Options;
        if (current.ServiceEndpoint is { } first && IsSignedBy(first, context, hosts, isFromThisMachine))
        {
            return true;
        }

        foreach (WebPubSubServiceEndpoint endpoint in current.FailoverEndpoints)
        {
            if (IsSignedBy(endpoint, context, hosts, isFromThisMachine))
            {
                return true;
            }
        }

        return current.AdditionalAccessKeys.Count > 0
            && EventSignature.Verify(context.Signature, context.ConnectionId, [.. current.AdditionalAccessKeys.Where(key => IsTrusted(key, current.Endpoints, isFromThisMachine))]);
    }

    /// <summary>Returns whether an event is signed with the public access key of the emulator, to explain why the event is rejected.</summary>
    public bool IsSignedWithPublicKey(WebPubSubConnectionContext context) =>
        HasEmulatorKey && EventSignature.Verify(context.Signature, context.ConnectionId, EmulatorAccessKey.Value);

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

    private static bool IncludesAny(string? origin, string[] hosts)
    {
        foreach (string host in hosts)
        {
            if (EventOrigin.Includes(origin, host))
            {
                return true;
            }
        }

        return false;
    }

    // The key of the emulator is public. It is trusted in Development, if the option allows it, or if the sender and the endpoints are on this machine.
    private bool IsTrusted(string key, IReadOnlyList<WebPubSubServiceEndpoint> endpoints, bool isFromThisMachine) =>
        key != EmulatorAccessKey.Value
        || isDevelopment
        || Options.AllowEmulatorAccessKey
        || (isFromThisMachine && endpoints.Count > 0 && endpoints.All(endpoint => EmulatorAccessKey.IsLoopback(endpoint.Endpoint.Host)));

    private bool IsSignedBy(WebPubSubServiceEndpoint endpoint, WebPubSubConnectionContext context, ResourceHosts hosts, bool isFromThisMachine)
    {
        if (endpoint.KeyCredential?.Key is not { } key
            || !IsTrusted(key, [endpoint], isFromThisMachine)
            || !(EventOrigin.Includes(context.Origin, endpoint.Endpoint.Host) || IncludesAny(context.Origin, hosts.Aliases))
            || !EventSignature.Verify(context.Signature, context.ConnectionId, key))
        {
            return false;
        }

        context.VerifiedEndpoint = endpoint.Endpoint;
        return true;
    }
}
