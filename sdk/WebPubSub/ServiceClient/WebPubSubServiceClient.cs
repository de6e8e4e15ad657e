// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Diagnostics;
using WebPubSub.Failover;
using WebPubSub.Operations;
using WebPubSub.Rest;

namespace WebPubSub;

/// <summary>A service client for one hub. It sends messages, manages groups, connections and permissions, and creates client access URIs.</summary>
/// <remarks>
/// <para>
/// The client is thread-safe. Create one client for each hub and reuse it. Every member is virtual and one constructor is protected, so tests can
/// use mocks and fakes.
/// </para>
/// <para>
/// Methods have the overloads of <see href="https://www.nuget.org/packages/Azure.Messaging.WebPubSub">Azure.Messaging.WebPubSub</see>, and additional
/// overloads that take a <see cref="CancellationToken"/>, options or an object. If a call matches both, the compiler chooses the official overload.
/// See <see href="https://learn.microsoft.com/rest/api/webpubsub/">the REST API</see>.
/// </para>
/// </remarks>
public partial class WebPubSubServiceClient
{
    private readonly ResourceSet? _resources;
    private readonly RequestFactory? _requests;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Creates a client for a test. Only the members that the test overrides or sets up can be called.</summary>
    protected WebPubSubServiceClient()
    {
    }

    /// <summary>Creates a client from a connection string that contains the hub: <c>Endpoint=...;AccessKey=...;Hub=chat;</c>.</summary>
    /// <param name="connectionString">The connection string of the resource or of the emulator, with a hub.</param>
    /// <exception cref="ArgumentException">The connection string is invalid or contains no hub. The exception message names the invalid part.</exception>
    public WebPubSubServiceClient(string connectionString)
        : this(new WebPubSubServiceEndpoint(connectionString))
    {
    }

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <exception cref="ArgumentException">An argument is invalid. The exception message names the invalid part.</exception>
    public WebPubSubServiceClient(string connectionString, string hub)
        : this(new WebPubSubServiceEndpoint(connectionString), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(string, string)" path="/*[not(self::param)]"/>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <param name="options">The service version, retries, transport and diagnostics.</param>
    public WebPubSubServiceClient(string connectionString, string hub, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(connectionString, options), hub)
    {
    }

    /// <summary>Creates a client that signs its requests with an access key.</summary>
    /// <param name="endpoint">The address of the resource, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <param name="credential">The access key. The client reads it for each request, so you can update it.</param>
    /// <exception cref="ArgumentException">An argument is invalid.</exception>
    public WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential)
        : this(new WebPubSubServiceEndpoint(endpoint, credential), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(Uri, string, AzureKeyCredential)" path="/*[not(self::param)]"/>
    /// <param name="endpoint">The address of the resource, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <param name="credential">The access key. The client reads it for each request, so you can update it.</param>
    /// <param name="options">The service version, retries, transport and diagnostics.</param>
    public WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(endpoint, credential, options), hub)
    {
    }

    /// <summary>Creates a client that authenticates with Microsoft Entra ID.</summary>
    /// <param name="endpoint">The https address of the resource.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <param name="credential">The identity. It needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <exception cref="ArgumentException">An argument is invalid, or the endpoint is not https.</exception>
    public WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential)
        : this(new WebPubSubServiceEndpoint(endpoint, credential), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(Uri, string, TokenCredential)" path="/*[not(self::param)]"/>
    /// <param name="endpoint">The https address of the resource.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <param name="credential">The identity. It needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <param name="options">The service version, retries, transport and diagnostics.</param>
    public WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(endpoint, credential, options), hub)
    {
    }

    /// <summary>Creates a client for a hub of a resource.</summary>
    /// <param name="endpoint">The address, credential and options of the resource.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <exception cref="ArgumentException">The hub name is invalid.</exception>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint, string hub)
        : this([endpoint], hub)
    {
    }

    /// <summary>Creates a client for the hub in the connection string of a resource.</summary>
    /// <param name="endpoint">The address, credential, hub and options of the resource.</param>
    /// <exception cref="ArgumentException">The endpoint has no hub.</exception>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint)
        : this([endpoint], RequireHub(endpoint))
    {
    }

    /// <summary>Creates a client for a hub that several resources serve. Each resource can replace the others.</summary>
    /// <param name="endpoints">
    /// The resources, in order of preference. The service version, clock and <see cref="WebPubSubServiceClientOptions.RetrySends"/> come from the
    /// options of the first resource. Retries, transport and health probes come from the options of each resource.
    /// </param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or <c>_ ` , . [ ]</c>. The service ignores its case.</param>
    /// <exception cref="ArgumentException">There is no endpoint, an endpoint occurs twice, or the hub name is invalid.</exception>
    /// <remarks>
    /// <para>
    /// Client access is created for the first endpoint that is up. Every other operation goes to all endpoints that are up, because clients can be
    /// connected to any of them. It succeeds if each of these endpoints accepts it. If a request fails, the client throws, unless the endpoint is
    /// found to be down. Status 404 means that no endpoint has the target.
    /// </para>
    /// <para>
    /// An endpoint is down if it does not answer or answers 5xx, and its health probe then fails. Its clients lose their connections, and get
    /// access to another endpoint when they request client access again. This client uses the endpoint again after a probe succeeds. When a request
    /// skips the endpoint, the last probe is at most <see cref="WebPubSubServiceClientOptions.HealthProbeInterval"/> old. While no endpoint is up,
    /// requests go to all endpoints.
    /// </para>
    /// </remarks>
    public WebPubSubServiceClient(IEnumerable<WebPubSubServiceEndpoint> endpoints, string hub)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        WebPubSubServiceEndpoint[] all = Check([.. endpoints]);
        Hub = Guard.Hub(hub);
        WebPubSubServiceClientOptions options = all[0].ClientOptions;
        _time = options.TimeProvider;
        _requests = new RequestFactory(Hub, options.ApiVersion, options.RetrySends);
        _resources = new ResourceSet(ServiceResource.CreateAll(all), Hub);
        Endpoint = _resources.Primary.Endpoint;
        Pipeline = _resources.Primary.Pipeline;
        ConsoleLog.StartIfEnabled();
        foreach (WebPubSubServiceEndpoint endpoint in all.Where(endpoint => endpoint is { KeyCredential: not null, Endpoint: { Scheme: "http", IsLoopback: false } }))
        {
            ServiceClientEventSource.Log.UnencryptedEndpoint(endpoint.Endpoint.AbsoluteUri);
        }
    }

    /// <summary>Gets the address of the resource, with one slash at the end. With several resources, it is the address of the first resource.</summary>
    public virtual Uri Endpoint { get; } = null!;

    /// <summary>Gets the name of the hub.</summary>
    public virtual string Hub { get; } = null!;

    /// <summary>Gets the HTTP pipeline of the requests to <see cref="Endpoint"/>.</summary>
    public virtual HttpPipeline Pipeline { get; } = null!;

    /// <summary>Returns a client for one group.</summary>
    /// <param name="group">The group: 1 to 1024 characters, not only white space. The name is case-sensitive.</param>
    /// <returns>A group client that sends its requests through this client.</returns>
    /// <exception cref="ArgumentException">The group name is invalid.</exception>
    public virtual WebPubSubGroupClient Group(string group) => new(this, Guard.Group(group));

    /// <summary>Gets the health of the service.</summary>
    /// <param name="context">The cancellation token, policies and error options of this request.</param>
    /// <returns>The response of the service, which means that the service is healthy.</returns>
    /// <exception cref="RequestFailedException">The service is not healthy, or could not be reached.</exception>
    /// <remarks>
    /// The request needs no permission. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/health-api/get-service-status">the REST operation</see>.
    /// </remarks>
    public virtual Task<Response> GetServiceStatusAsync(RequestContext? context = null) => Resources.SendAsync(Requests.ServiceStatus(), context);

    /// <inheritdoc cref="GetServiceStatusAsync(RequestContext?)"/>
    public virtual Response GetServiceStatus(RequestContext? context = null) => Resources.Send(Requests.ServiceStatus(), context);

    /// <inheritdoc cref="GetServiceStatusAsync(RequestContext?)" path="/*[not(self::param)]"/>
    /// <param name="cancellationToken">Cancels the request.</param>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Task<Response> GetServiceStatusAsync(CancellationToken cancellationToken) =>
        Resources.SendAsync(Requests.ServiceStatus(), ToContext(cancellationToken));

    /// <inheritdoc cref="GetServiceStatusAsync(CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Response GetServiceStatus(CancellationToken cancellationToken) => Resources.Send(Requests.ServiceStatus(), ToContext(cancellationToken));

    private ResourceSet Resources => _resources ?? throw CreateNotConfiguredException();

    private RequestFactory Requests => _requests ?? throw CreateNotConfiguredException();

    private static InvalidOperationException CreateNotConfiguredException() => new(
        $"This {nameof(WebPubSubServiceClient)} was created by the constructor for tests, so it cannot send requests. Override or set up the member that is called.");

    private static ContentType DefaultToText(ContentType contentType) => contentType == default ? ContentType.TextPlain : contentType;

    internal static RequestContext? ToContext(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new RequestContext { CancellationToken = cancellationToken } : null;

    private static string RequireHub(WebPubSubServiceEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Hub
            ?? throw new ArgumentException("The connection string contains no hub. Add 'Hub=<name>;' to it, or pass the hub as an argument.", nameof(endpoint));
    }

    private static WebPubSubServiceEndpoint[] Check(WebPubSubServiceEndpoint[] endpoints)
    {
        if (endpoints.Length == 0)
        {
            throw new ArgumentException("At least one endpoint is required.", nameof(endpoints));
        }

        foreach (WebPubSubServiceEndpoint endpoint in endpoints)
        {
            ArgumentNullException.ThrowIfNull(endpoint);
        }

        return endpoints.DistinctBy(endpoint => endpoint.Endpoint).Count() == endpoints.Length
            ? endpoints
            : throw new ArgumentException("The list contains the same endpoint twice. Pass each endpoint once.", nameof(endpoints));
    }
}
