// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Security.Claims;

namespace WebPubSub.AspNetCore;

/// <summary>The caller of a negotiate endpoint and the access that its client gets. The context does not contain the request, because the caller writes the request.</summary>
public sealed class WebPubSubNegotiateContext
{
    internal WebPubSubNegotiateContext(ClaimsPrincipal user, ClientAccessOptions access, IServiceProvider services, CancellationToken cancellationToken)
    {
        User = user;
        Access = access;
        Services = services;
        CancellationToken = cancellationToken;
    }

    /// <summary>Gets the caller.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>Gets the access of the client. A delegate can change the user ID, the roles, the groups and the lifetime.</summary>
    public ClientAccessOptions Access { get; }

    /// <summary>Gets the services of the request.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Gets a token that is canceled when the caller disconnects.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Gets whether the call is rejected with 403.</summary>
    internal bool IsRejected { get; private set; }

    /// <summary>Rejects the call with 403.</summary>
    public void Reject() => IsRejected = true;
}
