// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;
using WebPubSub.Rest;

namespace WebPubSub.Failover;

/// <summary>A resource that a client calls: where it is, how its requests are signed and, if others can stand in for it, whether it is up.</summary>
internal sealed class ServiceResource
{
    // The scope is the same in all clouds. REST API reference, section 4.3.
    private const string EntraScope = "https://webpubsub.azure.com/.default";

    private IReadOnlyList<ServiceResource> _peers = [];

    private ServiceResource(WebPubSubServiceEndpoint endpoint, string hub, bool canFailOver)
    {
        WebPubSubServiceClientOptions options = endpoint.ClientOptions;
        Endpoint = endpoint.Endpoint;
        HubAddress = new Uri(Endpoint, "api/hubs/" + Uri.EscapeDataString(hub));
        ReverseProxy = options.ReverseProxyEndpoint is { } proxy ? ServiceUri.Normalize(proxy) : null;
        AccessKey = endpoint.KeyCredential is { } key ? new AccessKey(key) : null;
        HttpPipelinePolicy[] way = ReverseProxy is null ? [] : [new ReverseProxyPolicy(ReverseProxy)];
        Health = canFailOver ? new EndpointHealth(Endpoint, new HttpPipeline(options.Transport, way), options) : null;
        Pipeline = Build(endpoint, way);
        TokenPipeline = AccessKey is null && options.Diagnostics.IsLoggingContentEnabled ? BuildWithoutLoggedContent(endpoint, way) : Pipeline;
    }

    public static ServiceResource[] CreateAll(IReadOnlyCollection<WebPubSubServiceEndpoint> endpoints, string hub)
    {
        ServiceResource[] all = [.. endpoints.Select(endpoint => new ServiceResource(endpoint, hub, canFailOver: endpoints.Count > 1))];
        foreach (ServiceResource resource in all)
        {
            resource._peers = all;
        }

        return all;
    }

    public Uri Endpoint { get; }

    /// <summary>Gets where the operations of the hub start: <c>/api/hubs/{hub}</c>.</summary>
    public Uri HubAddress { get; }

    public Uri? ReverseProxy { get; }

    public AccessKey? AccessKey { get; }

    public HttpPipeline Pipeline { get; }

    /// <summary>Gets the pipeline for answers that hold a client's token, which no log may show.</summary>
    public HttpPipeline TokenPipeline { get; }

    /// <summary>Gets whether it is down and another resource stands in for it.</summary>
    public bool IsReplaced => Health is { IsDown: true } && _peers.Any(peer => peer.Health is { IsDown: false });

    /// <summary>Gets what is known of its health; <see langword="null"/> for the only resource of a client.</summary>
    public EndpointHealth? Health { get; }

    public HttpMessage CreateMessage(RequestContext? context, ResponseClassifier classifier)
    {
        HttpMessage message = Pipeline.CreateMessage(context, classifier);
        if (Health is not null)
        {
            message.SetProperty(typeof(ServiceResource), this);
        }

        return message;
    }

    private HttpPipelineOptions ToPipeline(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] way)
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

        foreach (HttpPipelinePolicy policy in way)
        {
            pipeline.PerRetryPolicies.Add(policy);
        }

        return pipeline;
    }

    // A pipeline is built from the options alone, which are the application's: they are as before afterwards.
    private HttpPipeline Build(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] way)
    {
        WebPubSubServiceClientOptions options = endpoint.ClientOptions;
        lock (options)
        {
            HttpPipelinePolicy? own = options.RetryPolicy;
            options.RetryPolicy = own ?? new BoundedRetryPolicy(options.Retry, options.TimeProvider);
            try
            {
                return HttpPipelineBuilder.Build(ToPipeline(endpoint, way));
            }
            finally
            {
                options.RetryPolicy = own;
            }
        }
    }

    private HttpPipeline BuildWithoutLoggedContent(WebPubSubServiceEndpoint endpoint, HttpPipelinePolicy[] way)
    {
        DiagnosticsOptions diagnostics = endpoint.ClientOptions.Diagnostics;
        lock (diagnostics)
        {
            diagnostics.IsLoggingContentEnabled = false;
            try
            {
                return Build(endpoint, way);
            }
            finally
            {
                diagnostics.IsLoggingContentEnabled = true;
            }
        }
    }
}
