// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Verifier for the events of a hub: checks whether an event comes from a resource of the hub. An event that cannot be verified is rejected.</summary>
/// <remarks>Keys are read for each request, so that a rotated key takes effect immediately.</remarks>
internal sealed class EventVerifier(
    IOptionsMonitor<WebPubSubOptions> options,
    IOptionsMonitor<WebPubSubEventTokenOptions> tokens,
    TimeProvider time,
    IReadOnlyList<string> resources,
    bool isDevelopment)
{
    private readonly TrustedResource[] _resources = [.. resources.Select(name => new TrustedResource(name, options, tokens.Get(name), time, isDevelopment))];

    public string Hosts => string.Join(", ", _resources.SelectMany(resource => resource.Hosts));

    /// <summary>Gets a description of how events are verified, for the log.</summary>
    public string Mode => string.Join("; ", _resources.Select(resource => resource.Mode).Distinct());

    public bool IsAnyUnverified => _resources.Any(resource => resource.Options.DangerouslyAllowUnverifiedEvents);

    /// <summary>Gets whether a resource of the hub has the public access key of the emulator, so that anyone can sign events.</summary>
    public bool HasEmulatorKey => _resources.Any(resource => resource.HasEmulatorKey);

    public void EnsureEventsCanBeVerified()
    {
        foreach (TrustedResource resource in _resources)
        {
            resource.EnsureEventsCanBeVerified();
        }
    }

    public bool IsOriginAllowed(string? origin)
    {
        foreach (TrustedResource resource in _resources)
        {
            if (resource.IsAllowedOrigin(origin))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Verifies an event with the keys and tokens of the resources that match its origin.</summary>
    public async ValueTask<Verification> VerifyAsync(HttpContext http, WebPubSubConnectionContext context)
    {
        string? fault = null;
        foreach (TrustedResource resource in _resources)
        {
            if (resource.IsAllowedOrigin(context.Origin))
            {
                fault = await ValidateAsync(http, context, resource);
                if (fault is null)
                {
                    return new Verification(resource, Fault: null);
                }
            }
        }

        return new Verification(Resource: null, fault ?? "The origin of the event is not allowed.");
    }

    private static async ValueTask<string?> ValidateAsync(HttpContext http, WebPubSubConnectionContext context, TrustedResource resource)
    {
        if (resource.Options.DangerouslyAllowUnverifiedEvents)
        {
            return null;
        }

        bool isSigned = resource.IsSigned(context, EmulatorAccessKey.IsFromThisMachine(http, context));
        if (!isSigned && resource.RequiresSignature)
        {
            return resource.IsSignedWithPublicKey(context)
                ? "The event is signed with the default access key of the emulator, which is public. Use the access key of the resource, or set WebPubSubOptions.AllowEmulatorAccessKey."
                : Explanation.WrongSignature;
        }

        if (resource.Tokens is null || (isSigned && !resource.RequiresSignature))
        {
            return null;
        }

        string? fault = await resource.Tokens.ValidateAsync(http);
        return fault is null || isSigned ? fault : $"{fault} {Explanation.WrongSignature}";
    }
}
