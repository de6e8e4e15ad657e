// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using WebPubSub.Access;
using WebPubSub.Failover;
using WebPubSub.Permissions;
using WebPubSub.Rest;

namespace WebPubSub;

public partial class WebPubSubServiceClient
{
    // The service reads the lifetime as a 32-bit number of minutes.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(int.MaxValue);

    /// <summary>Creates the address and access token with which a client connects, and their expiry.</summary>
    /// <param name="options">The user, roles, groups and lifetime. The default is an anonymous client without roles, for 1 hour.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The client access. Keep it secret: any holder of the token can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is invalid.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option.</exception>
    /// <exception cref="RequestFailedException">The client uses a token credential, and the service rejected the request or could not be reached.</exception>
    /// <remarks>
    /// With an access key, the token is signed locally, and a client with one resource sends no request. With a token credential, the service
    /// creates the token. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/generate-client-token">the REST operation</see>.
    /// </remarks>
    public virtual async Task<ClientAccess> GetClientAccessAsync(ClientAccessOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new ClientAccessOptions();
        Check(options);
        while (true)
        {
            ServiceResource resource = await Resources.GetActiveAsync(cancellationToken).ConfigureAwait(false);
            if (resource.AccessKey is not null)
            {
                return SignClientAccess(resource, resource.AccessKey, options);
            }

            DateTimeOffset now = _time.GetUtcNow();
            try
            {
                Response response = await Resources.SendAsync(Requests.GenerateClientToken(options), ToContext(cancellationToken), resource).ConfigureAwait(false);
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
            ServiceResource resource = Resources.GetActive(cancellationToken);
            if (resource.AccessKey is not null)
            {
                return SignClientAccess(resource, resource.AccessKey, options);
            }

            DateTimeOffset now = _time.GetUtcNow();
            try
            {
                return ReadClientAccess(resource, Resources.Send(Requests.GenerateClientToken(options), ToContext(cancellationToken), resource), options, now);
            }
            catch (Exception) when (resource.IsReplaced && !cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Creates the WebSocket URI to which a client connects. The URI contains the access token of the client.</summary>
    /// <param name="options">The user, roles, groups and lifetime.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The URI. Keep it secret: any holder of the URI can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is invalid.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option.</exception>
    /// <exception cref="RequestFailedException">The client uses a token credential, and the service rejected the request or could not be reached.</exception>
    /// <remarks>
    /// With an access key, the token is signed locally, and a client with one resource sends no request. With a token credential, the service
    /// creates the token. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/generate-client-token">the REST operation</see>.
    /// </remarks>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual async Task<Uri> GetClientAccessUriAsync(ClientAccessOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (await GetClientAccessAsync(options, cancellationToken).ConfigureAwait(false)).Uri;
    }

    /// <inheritdoc cref="GetClientAccessUriAsync(ClientAccessOptions, CancellationToken)"/>
    [OverloadResolutionPriority(OverloadPriority.Additional)]
    public virtual Uri GetClientAccessUri(ClientAccessOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GetClientAccess(options, cancellationToken).Uri;
    }

    /// <summary>Creates the WebSocket URI to which a client connects. The URI contains the access token of the client.</summary>
    /// <param name="expiresAfter">The time until the token expires. It must not be negative. The default value, zero, means 1 hour.</param>
    /// <param name="userId">The user ID of the client. The default is <see langword="null"/>: an anonymous client.</param>
    /// <param name="roles">The roles of the client. Use <see cref="WebPubSubRole"/> to create them.</param>
    /// <param name="groups">The groups that the client joins when it connects.</param>
    /// <param name="clientProtocol">The kind of client that the URI is for.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The URI. Keep it secret: any holder of the URI can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is invalid.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option.</exception>
    /// <exception cref="RequestFailedException">The client uses a token credential, and the service rejected the request or could not be reached.</exception>
    /// <remarks>
    /// With an access key, the token is signed locally, and a client with one resource sends no request. With a token credential, the service
    /// creates the token. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/generate-client-token">the REST operation</see>.
    /// </remarks>
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
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<Uri> GetClientAccessUriAsync(
        TimeSpan expiresAfter, string? userId, IEnumerable<string>? roles, IEnumerable<string>? groups, CancellationToken cancellationToken) =>
        GetClientAccessUriAsync(expiresAfter, userId, roles, groups, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUri(TimeSpan, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Uri GetClientAccessUri(
        TimeSpan expiresAfter, string? userId, IEnumerable<string>? roles, IEnumerable<string>? groups, CancellationToken cancellationToken) =>
        GetClientAccessUri(expiresAfter, userId, roles, groups, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUriAsync(TimeSpan, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<Uri> GetClientAccessUriAsync(
        TimeSpan expiresAfter, string? userId, IEnumerable<string>? roles, CancellationToken cancellationToken) =>
        GetClientAccessUriAsync(expiresAfter, userId, roles, null, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUri(TimeSpan, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Uri GetClientAccessUri(
        TimeSpan expiresAfter, string? userId, IEnumerable<string>? roles, CancellationToken cancellationToken) =>
        GetClientAccessUri(expiresAfter, userId, roles, null, WebPubSubClientProtocol.Default, cancellationToken);

    /// <summary>Creates the WebSocket URI to which a client connects. The URI contains the access token of the client.</summary>
    /// <param name="expiresAt">The time at which the token expires. It must be in the future.</param>
    /// <param name="userId">The user ID of the client. The default is <see langword="null"/>: an anonymous client.</param>
    /// <param name="roles">The roles of the client. Use <see cref="WebPubSubRole"/> to create them.</param>
    /// <param name="groups">The groups that the client joins when it connects.</param>
    /// <param name="clientProtocol">The kind of client that the URI is for.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The URI. Keep it secret: any holder of the URI can connect as this client until the token expires.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive, or longer than 2147483647 minutes.</exception>
    /// <exception cref="ArgumentException">A group name is invalid.</exception>
    /// <exception cref="NotSupportedException">The service version of the client does not support an option.</exception>
    /// <exception cref="RequestFailedException">The client uses a token credential, and the service rejected the request or could not be reached.</exception>
    /// <remarks>
    /// With an access key, the token is signed locally, and a client with one resource sends no request. With a token credential, the service
    /// creates the token. See
    /// <see href="https://learn.microsoft.com/rest/api/webpubsub/dataplane/web-pub-sub/generate-client-token">the REST operation</see>.
    /// </remarks>
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

    /// <inheritdoc cref="GetClientAccessUriAsync(DateTimeOffset, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<Uri> GetClientAccessUriAsync(
        DateTimeOffset expiresAt, string? userId, IEnumerable<string>? roles, IEnumerable<string>? groups, CancellationToken cancellationToken) =>
        GetClientAccessUriAsync(expiresAt, userId, roles, groups, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUri(DateTimeOffset, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Uri GetClientAccessUri(
        DateTimeOffset expiresAt, string? userId, IEnumerable<string>? roles, IEnumerable<string>? groups, CancellationToken cancellationToken) =>
        GetClientAccessUri(expiresAt, userId, roles, groups, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUriAsync(DateTimeOffset, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Task<Uri> GetClientAccessUriAsync(
        DateTimeOffset expiresAt, string? userId, IEnumerable<string>? roles, CancellationToken cancellationToken) =>
        GetClientAccessUriAsync(expiresAt, userId, roles, null, WebPubSubClientProtocol.Default, cancellationToken);

    /// <inheritdoc cref="GetClientAccessUri(DateTimeOffset, string?, IEnumerable{string}?, IEnumerable{string}?, WebPubSubClientProtocol, CancellationToken)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual Uri GetClientAccessUri(
        DateTimeOffset expiresAt, string? userId, IEnumerable<string>? roles, CancellationToken cancellationToken) =>
        GetClientAccessUri(expiresAt, userId, roles, null, WebPubSubClientProtocol.Default, cancellationToken);

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
            : throw new ArgumentOutOfRangeException(nameof(expiresAt), expiresAt, "The time must be in the future. Otherwise the token is already expired.");
    }

    private void Check(ClientAccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Requests.RequireClientProtocol(options.Protocol);
        if (options.ExpiresAfter <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ExpiresAfter, $"{nameof(options.ExpiresAfter)} must be positive. Otherwise the token is already expired.");
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

    private ClientAccess ReadClientAccess(ServiceResource resource, Response response, ClientAccessOptions options, DateTimeOffset askedAt)
    {
        using JsonDocument body = JsonDocument.Parse(response.Content.ToMemory());
        string? token = body.RootElement.TryGetProperty("token"u8, out JsonElement value) ? value.GetString() : null;
        return token is not null
            ? CreateClientAccess(ServiceUri.Client(resource.Endpoint, Hub, options.Protocol), token, askedAt + options.ExpiresAfter, response)
            : throw new RequestFailedException(response.Status, "The response of the service to the token request contains no token.");
    }
}
