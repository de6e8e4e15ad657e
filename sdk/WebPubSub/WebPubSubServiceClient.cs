// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Diagnostics;
using WebPubSub.Failover;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

/// <summary>Calls the service for one hub: sends messages, manages groups and connections, makes client access URIs.</summary>
/// <remarks>
/// Thread-safe; create one per hub and keep it. Every member is virtual and the parameterless constructor protected, so that
/// a test can stand in for it. Protocol reference: REST API.
/// </remarks>
public partial class WebPubSubServiceClient
{
    private readonly string _apiVersion = null!;
    private readonly TimeProvider _time = null!;
    private readonly bool _retrySends;

    /// <summary>For mocking only.</summary>
    protected WebPubSubServiceClient()
    {
    }

    /// <summary>Creates a client from a connection string that names the hub too: <c>Endpoint=...;AccessKey=...;Hub=chat;</c>.</summary>
    /// <param name="connectionString">The connection string of the resource or of the emulator, with a hub.</param>
    /// <exception cref="ArgumentException">The connection string is malformed or names no hub; the message says which part.</exception>
    public WebPubSubServiceClient(string connectionString)
        : this(new WebPubSubServiceEndpoint(connectionString))
    {
    }

    /// <summary>Creates a client from a connection string.</summary>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <exception cref="ArgumentException">One of the arguments is malformed; the message says which part.</exception>
    public WebPubSubServiceClient(string connectionString, string hub)
        : this(new WebPubSubServiceEndpoint(connectionString), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(string, string)"/>
    /// <param name="connectionString">The connection string of the resource or of the emulator.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <param name="options">Service version, retries, transport, diagnostics.</param>
    public WebPubSubServiceClient(string connectionString, string hub, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(connectionString, options), hub)
    {
    }

    /// <summary>Creates a client that signs its requests with an access key.</summary>
    /// <param name="endpoint">The resource's address, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <param name="credential">The access key; it is read again for each request.</param>
    /// <exception cref="ArgumentException">One of the arguments is malformed.</exception>
    public WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential)
        : this(new WebPubSubServiceEndpoint(endpoint, credential), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(Uri, string, AzureKeyCredential)"/>
    /// <param name="endpoint">The resource's address, for example <c>https://{name}.webpubsub.azure.com</c>.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <param name="credential">The access key; it is read again for each request.</param>
    /// <param name="options">Service version, retries, transport, diagnostics.</param>
    public WebPubSubServiceClient(Uri endpoint, string hub, AzureKeyCredential credential, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(endpoint, credential, options), hub)
    {
    }

    /// <summary>Creates a client that calls the service as a Microsoft Entra ID identity.</summary>
    /// <param name="endpoint">The resource's https address.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <param name="credential">The identity; it needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <exception cref="ArgumentException">One of the arguments is malformed, or the endpoint is not https.</exception>
    public WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential)
        : this(new WebPubSubServiceEndpoint(endpoint, credential), hub)
    {
    }

    /// <inheritdoc cref="WebPubSubServiceClient(Uri, string, TokenCredential)"/>
    /// <param name="endpoint">The resource's https address.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <param name="credential">The identity; it needs the role "Web PubSub Service Owner" on the resource.</param>
    /// <param name="options">Service version, retries, transport, diagnostics.</param>
    public WebPubSubServiceClient(Uri endpoint, string hub, TokenCredential credential, WebPubSubServiceClientOptions options)
        : this(new WebPubSubServiceEndpoint(endpoint, credential, options), hub)
    {
    }

    /// <summary>Creates a client for a hub of a described resource.</summary>
    /// <param name="endpoint">Address, credential and options.</param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <exception cref="ArgumentException">The hub name is malformed.</exception>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint, string hub)
        : this([endpoint], hub)
    {
    }

    /// <summary>Creates a client for the hub that the connection string of a described resource names.</summary>
    /// <param name="endpoint">Address, credential, hub and options.</param>
    /// <exception cref="ArgumentException">The endpoint names no hub.</exception>
    public WebPubSubServiceClient(WebPubSubServiceEndpoint endpoint)
        : this([endpoint], RequireHub(endpoint))
    {
    }

    /// <summary>Creates a client for a hub that several resources serve, each of which can stand in for the others.</summary>
    /// <param name="endpoints">
    /// The resources, the preferred one first. Service version, clock and <see cref="WebPubSubServiceClientOptions.RetrySends"/> are those of
    /// the first one's options; retries, transport and health probes are each one's own.
    /// </param>
    /// <param name="hub">The hub: a letter, then up to 127 letters, digits or one of <c>_ ` , . [ ]</c>; its case does not count.</param>
    /// <exception cref="ArgumentException">There is no endpoint, one of them is named twice, or the hub name is malformed.</exception>
    /// <remarks>
    /// <para>
    /// Client access is made for the first endpoint that is up. Every other operation goes to all endpoints that are up, since clients may be
    /// connected to any of them, and succeeds when each of them took it: a failure is thrown unless its endpoint turns out to be down, and
    /// 404 means that no endpoint knows the target.
    /// </para>
    /// <para>
    /// An endpoint is down when it does not answer, or answers 5xx, and its health probe then fails. Its clients lose their connections and get
    /// access to another one when they ask again. What is known of it is at most <see cref="WebPubSubServiceClientOptions.HealthProbeInterval"/> old
    /// when a request leaves it out, and it is used again when it answers a probe. While none is up, requests are tried everywhere.
    /// </para>
    /// </remarks>
    public WebPubSubServiceClient(IEnumerable<WebPubSubServiceEndpoint> endpoints, string hub)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        WebPubSubServiceEndpoint[] all = Check([.. endpoints]);
        Hub = Guard.Hub(hub);
        WebPubSubServiceClientOptions options = all[0].ClientOptions;
        _apiVersion = options.ApiVersion;
        _time = options.TimeProvider;
        _retrySends = options.RetrySends;
        _resources = ServiceResource.CreateAll(all, Hub);
        Endpoint = Primary.Endpoint;
        Pipeline = Primary.Pipeline;
        ConsoleLog.StartIfAsked();
        foreach (WebPubSubServiceEndpoint endpoint in all.Where(endpoint => endpoint is { KeyCredential: not null, Endpoint: { Scheme: "http", IsLoopback: false } }))
        {
            ServiceClientEventSource.Log.UnencryptedEndpoint(endpoint.Endpoint.AbsoluteUri);
        }
    }

    /// <summary>Gets the resource's address, with one slash at the end; of several, the first one's.</summary>
    public virtual Uri Endpoint { get; } = null!;

    /// <summary>Gets the name of the hub, as it was given.</summary>
    public virtual string Hub { get; } = null!;

    /// <summary>Gets the pipeline that all requests to <see cref="Endpoint"/> go through.</summary>
    public virtual HttpPipeline Pipeline { get; } = null!;

    /// <summary>Gets the operations of one group, without naming it each time.</summary>
    /// <param name="group">The group: 1 to 1024 characters, not only white space; its case counts.</param>
    /// <returns>A light object that calls this client.</returns>
    /// <exception cref="ArgumentException">The group name is malformed.</exception>
    public virtual WebPubSubGroupClient Group(string group) => new(this, Guard.Group(group));

    /// <summary>Asks the service whether it is there.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The service's answer: it is healthy.</returns>
    /// <exception cref="RequestFailedException">It is not, or cannot be reached.</exception>
    /// <remarks>Needs no right at the service. Protocol reference: REST API, section 7.1.</remarks>
    public virtual Task<Response> GetServiceStatusAsync(CancellationToken cancellationToken = default) =>
        GetServiceStatusAsync(ToContext(cancellationToken));

    /// <inheritdoc cref="GetServiceStatusAsync(CancellationToken)"/>
    public virtual Response GetServiceStatus(CancellationToken cancellationToken = default) =>
        GetServiceStatus(ToContext(cancellationToken));

    /// <inheritdoc cref="GetServiceStatusAsync(CancellationToken)"/>
    /// <param name="context">Cancellation, policies and error behaviour of this request.</param>
    public virtual Task<Response> GetServiceStatusAsync(RequestContext? context) => SendAsync(CreateServiceStatus(context), context);

    /// <inheritdoc cref="GetServiceStatusAsync(RequestContext?)"/>
    public virtual Response GetServiceStatus(RequestContext? context) => Send(CreateServiceStatus(context), context);

    private HttpMessage CreateServiceStatus(RequestContext? context)
    {
        HttpMessage message = Primary.CreateMessage(context, SuccessClassifier.Default);
        message.Request.Method = RequestMethod.Head;
        message.Request.Uri.Reset(Endpoint);
        message.Request.Uri.AppendPath("api/health", escape: false);
        message.Request.Uri.AppendQuery("api-version", _apiVersion, escapeValue: false);
        return message;
    }

    // API versions are dates, which compare as text.
    private bool Supports(ServiceVersion version) => string.CompareOrdinal(_apiVersion, ToText(version)) >= 0;

    private void Require(ServiceVersion version, string feature)
    {
        if (!Supports(version))
        {
            throw new NotSupportedException($"{feature} needs service version {ToText(version)}; this client was made for {_apiVersion}.");
        }
    }

    private static RequestContext? ToContext(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new RequestContext { CancellationToken = cancellationToken } : null;

    /// <summary>Starts a request to <c>/api/hubs/{hub}</c>; the caller appends the rest of the path.</summary>
    private HttpMessage CreateMessage(
        RequestMethod method, RequestContext? context, ResponseClassifier? classifier = null, ServiceResource? resource = null)
    {
        resource ??= Primary;
        HttpMessage message = resource.CreateMessage(context, classifier ?? SuccessClassifier.Default);
        message.Request.Method = method;
        message.Request.Uri.Reset(resource.HubAddress);
        message.Request.Uri.AppendQuery("api-version", _apiVersion, escapeValue: false);
        return message;
    }

    /// <summary>Sends a request to one resource, or to all that are up.</summary>
    private async Task<Response> SendAsync(
        HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "", ServiceResource? resource = null, HttpPipeline? pipeline = null)
    {
        using HttpMessage owned = message;
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        ClientTelemetry.Operation telemetry = ClientTelemetry.Start(operation, Hub, Endpoint);
        try
        {
            Response response;
            if (_resources.Length == 1)
            {
                await (pipeline ?? Pipeline).SendAsync(message, cancellationToken).ConfigureAwait(false);
                response = message.Response;
            }
            else if (resource is not null)
            {
                await SendWatchedAsync(resource, pipeline ?? resource.Pipeline, message, cancellationToken).ConfigureAwait(false);
                response = message.Response;
            }
            else
            {
                response = await SendToUsableAsync(message, context, cancellationToken).ConfigureAwait(false);
            }

            return Accept(response, context, telemetry);
        }
        catch (Exception exception) when (_resources.Length == 1 && UnreachableEndpoint.Describe(exception, Primary.ReverseProxy ?? Endpoint) is { } unreachable)
        {
            telemetry.Fail(unreachable);
            throw unreachable;
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    private Response Send(
        HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "", ServiceResource? resource = null, HttpPipeline? pipeline = null)
    {
        using HttpMessage owned = message;
        CancellationToken cancellationToken = context?.CancellationToken ?? default;
        ClientTelemetry.Operation telemetry = ClientTelemetry.Start(operation, Hub, Endpoint);
        try
        {
            Response response;
            if (_resources.Length == 1)
            {
                (pipeline ?? Pipeline).Send(message, cancellationToken);
                response = message.Response;
            }
            else if (resource is not null)
            {
                SendWatched(resource, pipeline ?? resource.Pipeline, message, cancellationToken);
                response = message.Response;
            }
            else
            {
                response = SendToUsable(message, context, cancellationToken);
            }

            return Accept(response, context, telemetry);
        }
        catch (Exception exception) when (_resources.Length == 1 && UnreachableEndpoint.Describe(exception, Primary.ReverseProxy ?? Endpoint) is { } unreachable)
        {
            telemetry.Fail(unreachable);
            throw unreachable;
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    private async Task<Response<bool>> ExistsAsync(HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "") =>
        ToBoolean(await SendAsync(message, context, operation).ConfigureAwait(false));

    private Response<bool> Exists(HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "") =>
        ToBoolean(Send(message, context, operation));

    private static Response<bool> ToBoolean(Response response) =>
        Response.FromValue(response.Status is >= 200 and < 300, response);

    private static Response Accept(Response response, RequestContext? context, ClientTelemetry.Operation telemetry)
    {
        if (!response.IsError)
        {
            telemetry.Succeed();
            return response;
        }

        if (context?.ErrorOptions != ErrorOptions.NoThrow)
        {
            throw new RequestFailedException(response);
        }

        telemetry.Fail(response.Status);
        return response;
    }

    private static string RequireHub(WebPubSubServiceEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Hub
            ?? throw new ArgumentException("No hub is named: add 'Hub=<name>;' to the connection string, or pass the hub.", nameof(endpoint));
    }

    private static WebPubSubServiceEndpoint[] Check(WebPubSubServiceEndpoint[] endpoints)
    {
        if (endpoints.Length == 0)
        {
            throw new ArgumentException("At least one endpoint is needed.", nameof(endpoints));
        }

        foreach (WebPubSubServiceEndpoint endpoint in endpoints)
        {
            ArgumentNullException.ThrowIfNull(endpoint);
        }

        return endpoints.DistinctBy(endpoint => endpoint.Endpoint).Count() == endpoints.Length
            ? endpoints
            : throw new ArgumentException("The same endpoint is named twice.", nameof(endpoints));
    }
}
