// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using WebPubSub.Access;
using WebPubSub.Failover;
using WebPubSub.Permissions;
using WebPubSub.Rest;
using static WebPubSub.WebPubSubServiceClientOptions;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    // The service counts minutes in 32 bits; so far in the future, neither does it matter.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(int.MaxValue);

    /// <summary>Makes what a client needs to connect: address, token and expiry, each by itself.</summary>
    /// <param name="options">Who the client is, what it may do, and for how long.</param>
    /// <param name="cancellationToken">Cancels the request to the service that a token credential needs.</param>
    /// <returns>A secret: whoever holds it can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is malformed.</exception>
    /// <exception cref="RequestFailedException">With a token credential: the service refused.</exception>
    /// <remarks>With an access key the token is signed here, without a request unless there are several endpoints to choose from. Protocol reference: REST API, section 5.</remarks>
    public virtual async Task<ClientAccess> GetClientAccessAsync(ClientAccessOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new ClientAccessOptions();
        Check(options);
        while (true)
        {
            ServiceResource resource = await GetActiveAsync(cancellationToken).ConfigureAwait(false);
            if (resource.AccessKey is not null)
            {
                return SignClientAccess(resource, resource.AccessKey, options);
            }

            DateTimeOffset now = _time.GetUtcNow();
            RequestContext? context = ToContext(cancellationToken);
            HttpMessage message = CreateGenerateClientToken(resource, options, context);
            try
            {
                Response response = await SendAsync(message, context, nameof(GetClientAccess), resource, resource.TokenPipeline).ConfigureAwait(false);
                return ReadClientAccess(resource, response, options, now);
            }
            catch (Exception) when (resource.IsReplaced && !cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    /// <inheritdoc cref="GetClientAccessAsync(ClientAccessOptions?, CancellationToken)"/>
    public virtual ClientAccess GetClientAccess(ClientAccessOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new ClientAccessOptions();
        Check(options);
        while (true)
        {
            ServiceResource resource = GetActive(cancellationToken);
            if (resource.AccessKey is not null)
            {
                return SignClientAccess(resource, resource.AccessKey, options);
            }

            DateTimeOffset now = _time.GetUtcNow();
            RequestContext? context = ToContext(cancellationToken);
            HttpMessage message = CreateGenerateClientToken(resource, options, context);
            try
            {
                return ReadClientAccess(resource, Send(message, context, nameof(GetClientAccess), resource, resource.TokenPipeline), options, now);
            }
            catch (Exception) when (resource.IsReplaced && !cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Makes the WebSocket URI that a client connects with; it carries the client's access token.</summary>
    /// <param name="options">Who the client is, what it may do, and for how long.</param>
    /// <param name="cancellationToken">Cancels the request to the service that a token credential needs.</param>
    /// <returns>A secret: whoever holds it can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is malformed.</exception>
    /// <exception cref="RequestFailedException">With a token credential: the service refused.</exception>
    /// <remarks>With an access key the token is signed here, without a request unless there are several endpoints to choose from. Protocol reference: REST API, section 5.</remarks>
    public virtual async Task<Uri> GetClientAccessUriAsync(ClientAccessOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (await GetClientAccessAsync(options, cancellationToken).ConfigureAwait(false)).Uri;
    }

    /// <inheritdoc cref="GetClientAccessUriAsync(ClientAccessOptions, CancellationToken)"/>
    public virtual Uri GetClientAccessUri(ClientAccessOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GetClientAccess(options, cancellationToken).Uri;
    }

    /// <inheritdoc cref="GetClientAccessUriAsync(ClientAccessOptions, CancellationToken)"/>
    /// <param name="expiresAfter">How long the token can be used to connect; positive. Not given, it is 1 hour.</param>
    /// <param name="userId">Who the client is; <see langword="null"/> for an anonymous one.</param>
    /// <param name="roles">The client's roles, such as <c>webpubsub.sendToGroup.{group}</c>.</param>
    /// <param name="groups">The groups that the client is in from the start.</param>
    /// <param name="clientProtocol">The family of clients that the URI is for.</param>
    /// <param name="cancellationToken">Cancels the request to the service that a token credential needs.</param>
    public virtual Task<Uri> GetClientAccessUriAsync(
        TimeSpan expiresAfter = default,
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        WebPubSubClientProtocol clientProtocol = WebPubSubClientProtocol.Default,
        CancellationToken cancellationToken = default) =>
        GetClientAccessUriAsync(ToOptions(expiresAfter, userId, roles, groups, clientProtocol), cancellationToken);

    /// <inheritdoc cref="GetClientAccessUriAsync(TimeSpan, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    public virtual Uri GetClientAccessUri(
        TimeSpan expiresAfter = default,
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        WebPubSubClientProtocol clientProtocol = WebPubSubClientProtocol.Default,
        CancellationToken cancellationToken = default) =>
        GetClientAccessUri(ToOptions(expiresAfter, userId, roles, groups, clientProtocol), cancellationToken);

    /// <inheritdoc cref="GetClientAccessUriAsync(TimeSpan, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    /// <param name="expiresAt">When the token stops being good for connecting; in the future.</param>
    /// <param name="userId">Who the client is; <see langword="null"/> for an anonymous one.</param>
    /// <param name="roles">The client's roles, such as <c>webpubsub.sendToGroup.{group}</c>.</param>
    /// <param name="groups">The groups that the client is in from the start.</param>
    /// <param name="clientProtocol">The family of clients that the URI is for.</param>
    /// <param name="cancellationToken">Cancels the request to the service that a token credential needs.</param>
    public virtual Task<Uri> GetClientAccessUriAsync(
        DateTimeOffset expiresAt,
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        WebPubSubClientProtocol clientProtocol = WebPubSubClientProtocol.Default,
        CancellationToken cancellationToken = default) =>
        GetClientAccessUriAsync(ToOptions(Until(expiresAt), userId, roles, groups, clientProtocol), cancellationToken);

    /// <inheritdoc cref="GetClientAccessUriAsync(DateTimeOffset, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    public virtual Uri GetClientAccessUri(
        DateTimeOffset expiresAt,
        string? userId = null,
        IEnumerable<string>? roles = null,
        IEnumerable<string>? groups = null,
        WebPubSubClientProtocol clientProtocol = WebPubSubClientProtocol.Default,
        CancellationToken cancellationToken = default) =>
        GetClientAccessUri(ToOptions(Until(expiresAt), userId, roles, groups, clientProtocol), cancellationToken);

    private static ClientAccessOptions ToOptions(
        TimeSpan expiresAfter,
        string? userId,
        IEnumerable<string>? roles,
        IEnumerable<string>? groups,
        WebPubSubClientProtocol clientProtocol)
    {
        var options = new ClientAccessOptions { UserId = userId, Protocol = clientProtocol };
        if (expiresAfter != default)
        {
            options.ExpiresAfter = expiresAfter;
        }

        foreach (string role in roles ?? [])
        {
            options.Roles.Add(role);
        }

        foreach (string group in groups ?? [])
        {
            options.Groups.Add(group);
        }

        return options;
    }

    private TimeSpan Until(DateTimeOffset expiresAt)
    {
        TimeSpan left = expiresAt - _time.GetUtcNow();
        return left > TimeSpan.Zero
            ? left
            : throw new ArgumentOutOfRangeException(nameof(expiresAt), expiresAt, "The token would already have expired.");
    }

    private void Check(ClientAccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Protocol != WebPubSubClientProtocol.Default)
        {
            Require(ServiceVersion.V2024_01_01, options.Protocol == WebPubSubClientProtocol.Mqtt ? "An MQTT client" : "A Socket.IO client");
        }

        if (options.ExpiresAfter <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ExpiresAfter, $"{nameof(options.ExpiresAfter)} must be positive: the token would already have expired.");
        }

        if (options.ExpiresAfter > MaxLifetime)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ExpiresAfter, $"{nameof(options.ExpiresAfter)} must be at most {MaxLifetime.TotalDays:0} days.");
        }

        foreach (string group in options.Groups)
        {
            Guard.GroupInQuery(group, nameof(options));
        }

        foreach (string role in options.Roles)
        {
            RoleWarnings.Check(role);
        }
    }

    private ClientAccess SignClientAccess(ServiceResource resource, AccessKey key, ClientAccessOptions options)
    {
        string address = ServiceUri.Client(resource.Endpoint, Hub, options.Protocol);
        DateTimeOffset now = _time.GetUtcNow();
        return CreateClientAccess(address, SignedToken.ForClient(key.Bytes, address, now, options), now + options.ExpiresAfter);
    }

    private static ClientAccess CreateClientAccess(string address, string token, DateTimeOffset expiresOn, Response? response = null) =>
        new(ServiceUri.ToWebSocket(address), token, DateTimeOffset.FromUnixTimeSeconds(expiresOn.ToUnixTimeSeconds()), response);

    // REST API reference, section 7.25.
    private HttpMessage CreateGenerateClientToken(ServiceResource resource, ClientAccessOptions options, RequestContext? context)
    {
        HttpMessage message = CreateMessage(RequestMethod.Post, context, resource: resource);
        RequestUriBuilder uri = message.Request.Uri;
        uri.AppendPath("/:generateToken", escape: false);
        if (options.Groups.Count > 0)
        {
            Require(ServiceVersion.V2022_11_01, "A group in a client's token");
        }

        if (options.UserId is not null)
        {
            uri.AppendQuery("userId", options.UserId, escapeValue: true);
        }

        foreach (string role in options.Roles)
        {
            uri.AppendQuery("role", role, escapeValue: true);
        }

        // Whole minutes, rounded up: a token must not die before it was asked to.
        double minutes = Math.Ceiling(options.ExpiresAfter.TotalMinutes);
        uri.AppendQuery("minutesToExpire", minutes.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        foreach (string group in options.Groups)
        {
            uri.AppendQuery("group", group, escapeValue: true);
        }

        if (Supports(ServiceVersion.V2024_01_01))
        {
            uri.AppendQuery("clientType", ClientType(options.Protocol), escapeValue: false);
        }

        message.Request.Headers.SetValue("Accept", "application/json, text/json");
        return message;
    }

    private static string ClientType(WebPubSubClientProtocol protocol) => protocol switch
    {
        WebPubSubClientProtocol.Default => "Default",
        WebPubSubClientProtocol.Mqtt => "MQTT",
        WebPubSubClientProtocol.SocketIO => "socketio",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Unknown client protocol."),
    };

    private ClientAccess ReadClientAccess(ServiceResource resource, Response response, ClientAccessOptions options, DateTimeOffset askedAt)
    {
        using JsonDocument body = JsonDocument.Parse(response.Content.ToMemory());
        string? token = body.RootElement.TryGetProperty("token"u8, out JsonElement value) ? value.GetString() : null;
        return token is not null
            ? CreateClientAccess(ServiceUri.Client(resource.Endpoint, Hub, options.Protocol), token, askedAt + options.ExpiresAfter, response)
            : throw new RequestFailedException(response.Status, "The service answered the token request without a token.");
    }
}
