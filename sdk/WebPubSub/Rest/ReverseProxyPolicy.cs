// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Rest;

/// <summary>A policy that sends requests to a reverse proxy instead of the service. The audience of the token is still the service.</summary>
internal sealed class ReverseProxyPolicy(Uri proxy) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Uri service = Redirect(message);
        try
        {
            ProcessNext(message, pipeline);
        }
        finally
        {
            message.Request.Uri.Reset(service); // a retry signs a token for the URL of the service
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Uri service = Redirect(message);
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
        finally
        {
            message.Request.Uri.Reset(service);
        }
    }

    private Uri Redirect(HttpMessage message)
    {
        Uri service = message.Request.Uri.ToUri();
        message.Request.Uri.Reset(new Uri(proxy, service.PathAndQuery.TrimStart('/')));
        return service;
    }
}
