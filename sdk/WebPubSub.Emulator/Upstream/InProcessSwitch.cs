// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator.Upstream;

/// <summary>Hands requests for handlers inside this process to them, and all others to the network.</summary>
internal sealed class InProcessSwitch(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>Tells who takes a request in place of the network.</summary>
    public static readonly HttpRequestOptionsKey<HttpMessageInvoker> Target = new("WebPubSub.Target");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(Target, out HttpMessageInvoker? target)
            ? target.SendAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);
}
