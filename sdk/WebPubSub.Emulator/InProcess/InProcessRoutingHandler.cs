// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;

namespace WebPubSub.Emulator.InProcess;

/// <summary>Sends requests for in-process handlers to these handlers, and all other requests to the network.</summary>
internal sealed class InProcessRoutingHandler(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>The request option that contains the invoker that receives a request in place of the network.</summary>
    public static readonly HttpRequestOptionsKey<HttpMessageInvoker> Target = new("WebPubSub.Target");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(Target, out HttpMessageInvoker? target)
            ? SendInProcessAsync(target, request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    // An in-process handler may throw any exception, and may ignore the cancellation.
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
