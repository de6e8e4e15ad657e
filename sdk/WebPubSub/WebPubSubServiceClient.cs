// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using WebPubSub.Access;
using WebPubSub.Diagnostics;
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
    // The scope is the same in all clouds. REST API reference, section 4.3.
    private const string EntraScope = "https://webpubsub.azure.com/.default";

    private readonly string _apiVersion = null!;
    private readonly TimeProvider _time = null!;
    private readonly AccessKey? _accessKey;
    private readonly ServiceVersion _version;
    private readonly bool _retrySends;
    private readonly Uri? _reverseProxy;

    /// <summary>For mocking only.</summary>
    protected WebPubSubServiceClient()
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
    {
        ArgumentNullException.ThrowIfNull(endpoint);

        Hub = Guard.Hub(hub);
        Endpoint = endpoint.Endpoint;
        WebPubSubServiceClientOptions options = endpoint.ClientOptions;
        _apiVersion = options.ApiVersion;
        _version = options.Version;
        _time = options.TimeProvider;
        _retrySends = options.RetrySends;
        _reverseProxy = options.ReverseProxyEndpoint is { } proxy ? ServiceUri.Normalize(proxy) : null;
        _accessKey = endpoint.KeyCredential is { } key ? new AccessKey(key) : null;
        HttpPipelinePolicy authentication = _accessKey is not null
            ? new AccessKeyPolicy(_accessKey, _time)
            : new BearerTokenAuthenticationPolicy(endpoint.TokenCredential!, EntraScope);
        var pipeline = new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            RequestFailedDetailsParser = new ServiceErrorParser(),
        };
        if (_reverseProxy is not null)
        {
            pipeline.PerRetryPolicies.Add(new ReverseProxyPolicy(_reverseProxy));
        }

        Pipeline = HttpPipelineBuilder.Build(pipeline);
        ConsoleLog.StartIfAsked();
    }

    /// <summary>Gets the resource's address, with one slash at the end.</summary>
    public virtual Uri Endpoint { get; } = null!;

    /// <summary>Gets the name of the hub, as it was given.</summary>
    public virtual string Hub { get; } = null!;

    /// <summary>Gets the pipeline that all requests go through.</summary>
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
        HttpMessage message = Pipeline.CreateMessage(context, SuccessClassifier.Default);
        message.Request.Method = RequestMethod.Head;
        message.Request.Uri.Reset(Endpoint);
        message.Request.Uri.AppendPath("api/health", escape: false);
        message.Request.Uri.AppendQuery("api-version", _apiVersion, escapeValue: false);
        return message;
    }

    private void Require(ServiceVersion version, string feature)
    {
        if (_version < version)
        {
            throw new NotSupportedException($"{feature} needs service version {ToText(version)}; this client was made for {_apiVersion}.");
        }
    }

    private static RequestContext? ToContext(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new RequestContext { CancellationToken = cancellationToken } : null;

    /// <summary>Starts a request to <c>/api/hubs/{hub}</c>; the caller appends the rest of the path.</summary>
    private HttpMessage CreateMessage(RequestMethod method, RequestContext? context, ResponseClassifier? classifier = null)
    {
        HttpMessage message = Pipeline.CreateMessage(context, classifier ?? SuccessClassifier.Default);
        message.Request.Method = method;
        message.Request.Uri.Reset(Endpoint);
        message.Request.Uri.AppendPath("api/hubs/", escape: false);
        message.Request.Uri.AppendPath(Hub, escape: true);
        message.Request.Uri.AppendQuery("api-version", _apiVersion, escapeValue: false);
        return message;
    }

    private async Task<Response> SendAsync(HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "")
    {
        using HttpMessage owned = message;
        ClientTelemetry.Operation telemetry = ClientTelemetry.Start(operation, Hub, Endpoint);
        try
        {
            await Pipeline.SendAsync(message, context?.CancellationToken ?? default).ConfigureAwait(false);
            Response response = Accept(message, context);
            telemetry.Succeed();
            return response;
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }
    }

    private Response Send(HttpMessage message, RequestContext? context, [CallerMemberName] string operation = "")
    {
        using HttpMessage owned = message;
        ClientTelemetry.Operation telemetry = ClientTelemetry.Start(operation, Hub, Endpoint);
        try
        {
            Pipeline.Send(message, context?.CancellationToken ?? default);
            Response response = Accept(message, context);
            telemetry.Succeed();
            return response;
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

    private static Response Accept(HttpMessage message, RequestContext? context) =>
        !message.Response.IsError || context?.ErrorOptions == ErrorOptions.NoThrow
            ? message.Response
            : throw new RequestFailedException(message.Response);
}
