// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.InProcess;

/// <summary>Hands requests for handlers inside this process to them, and all others to the network.</summary>
internal sealed class InProcessSwitch(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>Tells who takes a request in place of the network.</summary>
    public static readonly HttpRequestOptionsKey<HttpMessageInvoker> Target = new("WebPubSub.Target");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(Target, out HttpMessageInvoker? target)
            ? SendInProcessAsync(target, request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    // What is not a network may throw anything, and may heed no cancellation.
    private static async Task<HttpResponseMessage> SendInProcessAsync(HttpMessageInvoker target, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await target.SendAsync(request, cancellationToken).WaitAsync(cancellationToken);
        }
#pragma warning disable CA1031 // whatever an application throws is a failure of its handler
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new HttpResponseMessage(HttpStatusCode.InternalServerError)
            {
                RequestMessage = request,
                Content = new StringContent($"it threw {exception.GetType().Name}: {exception.Message}"),
            };
        }
    }
}
