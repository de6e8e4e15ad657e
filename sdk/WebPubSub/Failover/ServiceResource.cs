// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;
using WebPubSub.Operations;
using WebPubSub.Rest;

namespace WebPubSub.Failover;

/// <summary>A resource that a client calls: its address, its authentication and, if the client has several resources, its health.</summary>
internal sealed class ServiceResource
{
    // The scope is the same in all clouds.
    private const string EntraScope = "https://webpubsub.azure.com/.default";

    private readonly HttpPipeline _tokenPipeline; // for responses that contain an access token, which must not be logged
    private IReadOnlyList<ServiceResource> _peers = [];

    private ServiceResource(WebPubSubServiceEndpoint endpoint, bool canFailOver)
    {
        WebPubSubServiceClientOptions options = endpoint.ClientOptions;
        Endpoint = endpoint.Endpoint;
        ReverseProxy = options.ReverseProxyEndpoint is { } proxy ? ServiceUri.Normalize(proxy) : null;
        AccessKey = endpoint.KeyCredential is { } key ? new AccessKey(key) : null;
        HttpPipelinePolicy[] policies = ReverseProxy is null ? [] : [new ReverseProxyPolicy(ReverseProxy)];
        Health = canFailOver ? new EndpointHealth(Endpoint, new HttpPipeline(options.Transport, policies), options) : null;
        Pipeline = Build(endpoint, policies);
        _tokenPipeline = AccessKey is null && options.Diagnostics.IsLoggingContentEnabled ? BuildWithoutLoggedContent(endpoint, policies) : Pipeline;
    }

    public static ServiceResource[] CreateAll(IReadOnlyCollection<WebPubSubServiceEndpoint> endpoints)
    {
        ServiceResource[] all = [.. endpoints.Select(endpoint => new ServiceResource(endpoint, canFailOver: endpoints.Count > 1))];
        foreach (ServiceResource resource in all)
        {
            resource._peers = all;
        }

        return all;
    }

    public Uri Endpoint { get; }

    public Uri? ReverseProxy { get; }

    public AccessKey? AccessKey { get; }

    public HttpPipeline Pipeline { get; }

    /// <summary>Gets whether this resource is down and another resource is up.</summary>
    public bool IsReplaced => Health is { IsDown: true } && _peers.Any(peer => peer.Health is { IsDown: false });

    /// <summary>Gets the health of this resource, or <see langword="null"/> if the client has only one resource.</summary>
    public EndpointHealth? Health { get; }

    /// <summary>Sends a request to this resource.</summary>
    /// <exception cref="RequestFailedException">The resource cannot be reached.</exception>
    public async Task<Response> SendAsync(OperationRequest request, RequestContext? context)
    {
        HttpPipeline pipeline = request.ReturnsToken ? _tokenPipeline : Pipeline;
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        using HttpMessage message = CreateMessage(pipeline, request, context);
        try
        {
            if (Health is null)
            {
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await SendWithProbe.SendAsync(pipeline, message, Endpoint, Health, cancellationToken).ConfigureAwait(false);
            }

            return message.Response;
        }
        catch (Exception exception) when (UnreachableEndpoint.Describe(exception, ReverseProxy ?? Endpoint) is { } unreachable)
        {
            throw unreachable;
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    public Response Send(OperationRequest request, RequestContext? context)
    {
        HttpPipeline pipeline = request.ReturnsToken ? _tokenPipeline : Pipeline;
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        using HttpMessage message = CreateMessage(pipeline, request, context);
        try
        {
            if (Health is null)
            {
                pipeline.Send(message, cancellationToken);
            }
            else
            {
                SendWithProbe.Send(pipeline, message, Endpoint, Health, cancellationToken);
            }

            return message.Response;
        }
        catch (Exception exception) when (UnreachableEndpoint.Describe(exception, ReverseProxy ?? Endpoint) is { } unreachable)
        {
            throw unreachable;
        }
    }

    private HttpMessage CreateMessage(HttpPipeline pipeline, OperationRequest request, RequestContext? context)
    {
        HttpMessage message = pipeline.CreateMessage(context, SuccessClassifier.For(request));
        if (Health is not null)
        {
            message.SetProperty(typeof(ServiceResource), this);
        }

        message.Request.Method = request.Method;
        message.Request.Uri.Reset(request.Link ?? new Uri(Endpoint.AbsoluteUri + request.Path));
        if (request.Accept is not null)
        {
            message.Request.Headers.SetValue(HttpHeader.Names.Accept, request.Accept);
        }

        if (request.Content is not null)
        {
            message.Request.Headers.SetValue(HttpHeader.Names.ContentType, request.ContentType!);
            message.Request.Content = request.Content;
        }

        foreach ((string key, string value) in request.Metadata ?? [])
        {
            message.Request.Headers.SetValue("X-WebPubSub-Metadata-" + key, value);
        }

        return message;
    }

    private HttpPipelineOptions ToPipeline(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] policies)
    {
        HttpPipelinePolicy authentication = AccessKey is not null
            ? new AccessKeyPolicy(AccessKey, endpoint.ClientOptions.TimeProvider)
            : new BearerTokenAuthenticationPolicy(endpoint.TokenCredential!, EntraScope);
        var pipeline = new HttpPipelineOptions(endpoint.ClientOptions)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = new ServiceErrorParser(
                endpoint.ClientOptions.RetryPolicy is BoundedRetryPolicy ? endpoint.ClientOptions.Retry.MaxDelay : TimeSpan.MaxValue, endpoint.ClientOptions.TimeProvider),
        };
        if (Health is not null)
        {
            pipeline.PerRetryPolicies.Add(new HealthPolicy(Health));
        }

        foreach (HttpPipelinePolicy policy in policies)
        {
            pipeline.PerRetryPolicies.Add(policy);
        }

        return pipeline;
    }

    // HttpPipelineBuilder reads the retry policy only from the options. They belong to the application, so this method restores them.
    private HttpPipeline Build(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] policies)
    {
        WebPubSubServiceClientOptions options = endpoint.ClientOptions;
        lock (options)
        {
            HttpPipelinePolicy? own = options.RetryPolicy;
            options.RetryPolicy = own ?? new BoundedRetryPolicy(options.Retry, options.TimeProvider);
            try
            {
                return HttpPipelineBuilder.Build(ToPipeline(endpoint, policies));
            }
            finally
            {
                options.RetryPolicy = own;
            }
        }
    }

    private HttpPipeline BuildWithoutLoggedContent(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] policies)
    {
        DiagnosticsOptions diagnostics = endpoint.ClientOptions.Diagnostics;
        lock (diagnostics)
        {
            diagnostics.IsLoggingContentEnabled = false;
            try
            {
                return Build(endpoint, policies);
            }
            finally
            {
                diagnostics.IsLoggingContentEnabled = true;
            }
        }
    }
}
