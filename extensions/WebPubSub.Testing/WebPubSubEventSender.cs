// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub.Testing;

/// <summary>Stands in for the service: sends events to an event handler as the service does, signed and with every header.</summary>
/// <remarks>
/// Made for the <see cref="HttpClient"/> of a <c>WebApplicationFactory</c> or of a running application. Protocol reference: event handler, sections 3 to 7.
/// </remarks>
public sealed class WebPubSubEventSender
{
    private readonly HttpClient _http;
    private readonly string[] _accessKeys;
    private readonly string _origin;
    private int _connections;

    /// <summary>Creates a sender.</summary>
    /// <param name="http">The application under test.</param>
    /// <param name="connectionString">The connection string that the application was given: events come from its host and are signed with its key.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="path">The path that the hub is mapped to; <c>{event}</c> in it is replaced by the name of the event.</param>
    /// <exception cref="ArgumentException">The connection string or the hub is malformed.</exception>
    public WebPubSubEventSender(HttpClient http, string connectionString, string hub, string path)
        : this(http, new WebPubSubServiceEndpoint(connectionString), hub, path)
    {
    }

    /// <summary>Creates a sender.</summary>
    /// <param name="http">The application under test.</param>
    /// <param name="endpoint">The resource that the application was given; without an access key, events are not signed.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="path">The path that the hub is mapped to; <c>{event}</c> in it is replaced by the name of the event.</param>
    /// <exception cref="ArgumentException">The hub is malformed.</exception>
    public WebPubSubEventSender(HttpClient http, WebPubSubServiceEndpoint endpoint, string hub, string path)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(path);
        WebPubSubNames.ThrowIfNotHub(hub);
        _http = http;
        _accessKeys = endpoint.KeyCredential is { } key ? [key.Key] : [];
        _origin = endpoint.Endpoint.Host;
        Hub = hub;
        Path = path;
    }

    /// <summary>Gets the hub.</summary>
    public string Hub { get; }

    /// <summary>Gets the path that the hub is mapped to.</summary>
    public string Path { get; }

    /// <summary>Gets or sets the clock that events are stamped with.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Starts a client connection, whose events it then raises. Nothing is sent yet.</summary>
    /// <param name="userId">Its user, or <see langword="null"/> for an anonymous one.</param>
    /// <param name="connectionId">Its id; one that was not used before when not given.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateConnection(string? userId = null, string? connectionId = null) =>
        new(this, connectionId ?? string.Create(CultureInfo.InvariantCulture, $"connection-{Interlocked.Increment(ref _connections)}"), userId);

    /// <summary>Starts the session of an MQTT client, whose events it then raises. Nothing is sent yet.</summary>
    /// <param name="mqtt">What its CONNECT packet says.</param>
    /// <param name="userId">Its user, or <see langword="null"/> for an anonymous one.</param>
    /// <param name="clientId">Its MQTT client id; one that was not used before when not given.</param>
    /// <returns>The connection.</returns>
    public TestConnection CreateMqttConnection(MqttConnectProperties mqtt, string? userId = null, string? clientId = null)
    {
        ArgumentNullException.ThrowIfNull(mqtt);
        TestConnection connection = CreateConnection(userId, clientId);
        connection.Mqtt = mqtt;
        connection.Subprotocol = "mqtt";
        return connection;
    }

    /// <summary>Asks the handler, as the service does before it sends events, whether it wants them from here.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether the service would send events.</returns>
    public async Task<bool> ValidateAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, PathOf("validate"));
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", _origin);
        request.Headers.TryAddWithoutValidation("ce-awpsversion", "1.0");
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            && response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? allowed)
            && allowed.Any(value => value == "*" || value.Equals(_origin, StringComparison.OrdinalIgnoreCase));
    }

    internal HttpRequestMessage CreateRequest(TestConnection connection, string type, string eventName, string contentType, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, PathOf(eventName)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        Add("ce-specversion", "1.0");
        Add("ce-awpsversion", "1.0");
        Add("ce-type", type);
        Add("ce-source", $"/hubs/{Hub}/client/{connection.ConnectionId}");
        Add("ce-id", connection.NextEventId().ToString(CultureInfo.InvariantCulture));
        Add("ce-time", TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Add("ce-connectionId", connection.ConnectionId);
        Add("ce-hub", Hub);
        Add("ce-eventName", eventName);
        Add("ce-userId", connection.UserId);
        Add("ce-subprotocol", connection.Subprotocol);
        Add("ce-connectionState", connection.RawConnectionState);
        Add("ce-physicalConnectionId", connection.Mqtt is null ? null : connection.ConnectionId + "-physical");
        Add("ce-sessionId", connection.Mqtt is null || eventName == "connect" ? null : connection.ConnectionId + "-session");
        Add("ce-signature", _accessKeys.Length > 0 ? EventSignature.Create(connection.ConnectionId, _accessKeys) : null);
        Add("WebHook-Request-Origin", _origin);
        Add("x-ms-client-request-id", Guid.NewGuid().ToString());
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    internal async Task<TestEventResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new TestEventResult(response, BinaryData.FromBytes(body));
    }

    private string PathOf(string eventName) => Path.Replace("{event}", Uri.EscapeDataString(eventName), StringComparison.OrdinalIgnoreCase);
}
